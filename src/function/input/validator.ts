// The schema as a function. The build puts the compiled code here, for compiling costs more than a run.
import { Ajv, type Options } from 'ajv';
import schema from '../../../fn-config/schema.json' with { type: 'json' };

/** `must` is our own keyword: the rule in words, for messages. */
export const AJV_OPTIONS: Options = { useDefaults: true, allErrors: true, keywords: ['must'] };

/** Fills in defaults; what is wrong stands in `validate.errors`. */
export const validate = new Ajv(AJV_OPTIONS).compile(schema);
