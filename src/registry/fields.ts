// The fields of an object that a user wrote, out of reach of its prototype.
import { Buffer } from 'node:buffer';
import { error } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { jsonFault, type Position } from './json-fault.ts';

/** By name, which may be `__proto__` too, in the object's order: as written, but integers first. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of an object from JSON or YAML; undefined for any other value. */
export function fieldsOf(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)) : undefined;
}

/**
 * The fields of the JSON text of a docker config that is called `at`. Of fields with one name the last
 * counts, as for Go: JSON.parse does not tell that there were others. Errors: no JSON, no object.
 */
export function parseFields(text: string, at: string): Step<Fields> {
  try {
    const fields = fieldsOf(JSON.parse(text));
    if (fields !== undefined) return done(fields);
  } catch {
    const fault = jsonFault(text); // the SyntaxError quotes the text
    if (fault !== undefined && text.trim() !== '') return failed(invalid(fault, at));
  }
  return failed(error('json-not-an-object', NO_OBJECT, at));
}

/** The text of an object behind base64, as the value of a Secret has it; undefined for another text. */
export function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return undefined;
  const decoded = withoutMark(Buffer.from(digits, 'base64').toString());
  return decoded.trimStart().startsWith('{') ? decoded : undefined;
}

/** Editors on Windows write it before a text. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

const invalid = ({ line, column }: Position, at: string) =>
  error(
    'json-invalid',
    `the docker config is not valid JSON from line ${line}, column ${column} on. Correct it there`,
    at,
  );

const NO_OBJECT =
  'the docker config is not a JSON object. Give the whole file that `docker login` writes';
