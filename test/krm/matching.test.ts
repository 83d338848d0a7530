import { expect } from 'chai';
import fc from 'fast-check';
import type { Identity } from '../../src/krm/identity.ts';
import { Input } from '../../src/krm/input.ts';
import { Item } from '../../src/krm/item.ts';
import { matching } from '../../src/krm/matching.ts';
import { peek } from '../../src/krm/peek.ts';
import { lists } from './arbitrary.ts';
import { listIn } from './written.ts';

describe('an item is asked for', () => {
  const text =
    '- kind: A\n  metadata:\n    name: n\n    annotations:\n      config.kubernetes.io/path: a/b.yaml\n';
  const cases: readonly (readonly [wanted: Partial<Identity>, text: string, found: boolean])[] = [
    [{ kind: 'A', name: 'n' }, text, true],
    [{ kind: 'A', name: 'A' }, text, false],
    [{ path: 'a/b.yaml' }, text, true],
    [{ path: 'b.yaml' }, text, false],
    [{ namespace: undefined }, text, true],
    [{ kind: 'A', namespace: 'x' }, text, false],
    [{}, text, true],
    [{ kind: 'A/B' }, '- kind: "A\\/B"\n', true],
    [{ kind: 'A B' }, '- kind: A\n    B\n', true],
    [{ kind: 'A' }, '- a: &x A\n  kind: *x\n', true],
    [{ kind: 'A' }, '- {kind: A}\n', true],
    [{ kind: 'A' }, '- {kind: B}\n', false],
    [{ kind: '' }, '-\n', true],
    [{ kind: 'data' }, '- data: 1\n', false],
  ];
  for (const [wanted, text, found] of cases) {
    it(`as ${JSON.stringify(wanted)} in ${JSON.stringify(text)}`, () => {
      const bytes = Buffer.from(text);
      const item = new Item(
        new Input(bytes),
        { start: 0, end: bytes.length },
        text.indexOf('-'),
        peek,
      );
      expect(matching([item], wanted)).to.have.length(found ? 1 : 0);
    });
  }

  it('time and again: what was sought before changes nothing', () => {
    const one = fc.record(
      {
        kind: fc.constantFrom('Secret', 'Deployment', 'secret', 'Sec'),
        name: fc.constantFrom('a', 'b-c', 'b', 'b-c-d', 'x.y', 'ü'),
        apiVersion: fc.constantFrom('v1', 'apps/v1'),
        path: fc.constantFrom('a.yaml', 'b/c.yaml', 'c.yaml', 'd e.yaml'),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(lists, fc.array(one, { minLength: 2, maxLength: 8 }), ({ text }, all) => {
        const { items } = listIn(text);
        for (const wanted of all) {
          const fields = Object.entries(wanted) as [keyof Identity, string][];
          const are = items.filter(item => fields.every(([key, is]) => item.identity[key] === is));
          expect(matching(items, wanted)).to.deep.equal(are);
        }
      }),
      { numRuns: 500 },
    );
  });
});
