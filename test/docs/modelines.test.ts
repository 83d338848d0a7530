// Every sample functionConfig names the schema in its first line, where yaml-language-server looks for it.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { ROOT, textOf } from '../support/documents.ts';

const SCHEMA = 'fn-config/schema.json';
const KIND = /^kind: ConfigMap$/m;
const filesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml') && !file.includes('.expected'))
    .map(file => join(folder, file));
const samples = ['fn-config', 'examples']
  .flatMap(filesIn)
  .filter(file => KIND.test(textOf(file)) && !file.endsWith('2-function-runner.yaml'));

describe('the modelines of the samples', () => {
  it('are in both folders', () => {
    for (const folder of ['fn-config/', 'examples/']) {
      expect(samples.some(file => file.startsWith(folder))).to.equal(true);
    }
  });

  // As an editor does: keywords of the project's own are not known, and ignored.
  const validate = new Ajv({ strict: false }).compile(JSON.parse(textOf(SCHEMA)));

  for (const file of samples) {
    it(`${file}: leads to the schema, and the sample fits it`, () => {
      const text = textOf(file);
      const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      expect(resolve(ROOT, file, '..', path)).to.equal(join(ROOT, SCHEMA));
      expect(validate(load(text)), JSON.stringify(validate.errors)).to.equal(true);
    });
  }
});
