// Golden cases: testdata/<case>/{input,fn-config,expected}.yaml. UPDATE_GOLDEN=1 rewrites what differs and fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { evaluate } from '../../src/function/evaluate.ts';

const CASES = new URL('../../testdata/', import.meta.url);
const UPDATE = process.env.UPDATE_GOLDEN === '1';

describe('golden cases', () => {
  for (const name of readdirSync(CASES)) {
    it(name.replaceAll('-', ' '), () => {
      const read = (file: string) => readFileSync(new URL(`${name}/${file}`, CASES), 'utf8');
      const expectedFile = new URL(`${name}/expected.yaml`, CASES);
      const input = read('input.yaml') + section(read('fn-config.yaml'));
      const output = evaluate(Buffer.from(input)).output.toString();
      const expected = existsSync(expectedFile) ? read('expected.yaml') : '';
      if (UPDATE && output !== expected) writeFileSync(expectedFile, output);
      expect(output).to.equal(expected);
      expect(evaluate(Buffer.from(output)).output.toString(), 'twice is once').to.equal(output);
    });
  }
});

/** The functionConfig of a ResourceList in block style; nothing for an empty file. */
const section = (config: string): string =>
  config === '' ? '' : `functionConfig:\n${config.replace(/^(?=.)/gm, '  ')}`;
