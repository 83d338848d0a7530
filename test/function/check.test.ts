// `state: check`: the function as a validator, which changes nothing.
import { expect } from 'chai';
import { dump, load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { type Any, type Objects, PACKAGE_FAULTS } from '../checks/package-faults.ts';
import { wired } from '../checks/wired.ts';
import { CREDENTIALS, configMap, resourceList } from '../support/config.ts';

const run = (objects: Objects, data: object = {}) => {
  const items = objects.map(object => dump(object));
  const input = resourceList(items, configMap({ state: 'check', ...data }));
  const { output, failed, results } = evaluate(
    Buffer.from(input),
    undefined,
    new Date('2026-01-01'),
  );
  return { input, output: output.toString(), failed, results };
};

describe('state: check', () => {
  it('says nothing where all is right, and gives back every byte', () => {
    const { input, output, failed, results } = run(wired());
    expect(results).to.deep.equal([]);
    expect(failed).to.equal(false);
    expect(output).to.equal(input);
  });

  it('takes a functionConfig that holds the credentials too', () => {
    expect(run(wired(), CREDENTIALS).results).to.deep.equal([]);
  });

  it('knows the options: with an existing Secret none is missing', () => {
    const objects = wired({ secretMode: 'existing' });
    const codes = (data: object) => run(objects, data).results.map(({ code }) => code);
    expect(codes({})).to.deep.equal(['EPR0301']);
    expect(codes({ secretMode: 'existing' })).to.deep.equal([]);
  });

  for (const { name, codes, inject } of PACKAGE_FAULTS) {
    it(`names ${name}, and changes no item`, () => {
      const objects = wired();
      inject(objects);
      const { input, output, failed, results } = run(objects);
      expect(results.map(({ code }) => code)).to.have.members(codes);
      expect(failed).to.equal(results.some(({ severity }) => severity === 'error'));
      const items = (text: string) => text.slice(0, text.indexOf('functionConfig:'));
      expect(items(output)).to.equal(items(input));
      const { results: written } = load(output) as Any;
      for (const [index, { message }] of written.entries()) {
        expect(message.startsWith(`${results[index]?.code}: `), message).to.equal(true);
      }
    });
  }
});
