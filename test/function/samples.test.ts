// The samples of fn-config/: each is run on the embedded package, and each names its schema.
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { documents, resourceList } from '../support/config.ts';
import { codesIn } from '../support/run.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');
const samples = readdirSync(new URL('fn-config/', ROOT)).filter(file => file.endsWith('.yaml'));

describe('the samples', () => {
  it('are there', () => expect(samples).not.to.be.empty);

  for (const file of samples) {
    it(`${file} runs without error or warning but that of plain text`, () => {
      const text = read(`fn-config/${file}`);
      expect(text).to.match(/^# yaml-language-server: \$schema=schema\.json\n/);
      const package_ = documents(read('2-function-runner.yaml'), '2-function-runner.yaml');
      const { results, failed } = evaluate(Buffer.from(resourceList(package_, load(text))));
      const faults = codesIn(results).filter(line => !line.startsWith('info'));
      expect(failed, faults.join()).to.equal(false);
      for (const line of faults) expect(line).to.match(/: plain-text-credentials$/);
    });
  }
});
