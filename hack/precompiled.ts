// An esbuild plugin: the validator's compiled code in the place of Ajv.
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'esbuild';
import schema from '../fn-config/schema.json' with { type: 'json' };
import { AJV_OPTIONS } from '../src/function/input/validator.ts';

export const precompiled: Plugin = {
  name: 'precompiled',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/function\/input\/validator\.ts$/ }, () => {
      const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true } });
      ajv.addSchema(schema, 'schema');
      const contents = standalone.default(ajv, { validate: 'schema' });
      return { contents, resolveDir: import.meta.dirname };
    });
  },
};
