// The two readers of a ResourceList: what they find, and that they write back what they do not change.
import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { readBlockList } from '../../src/krm/block-list.ts';
import type { ResourceList } from '../../src/krm/resource-list.ts';
import { readTreeList } from '../../src/krm/tree-list.ts';
import { configMap } from '../support/config.ts';
import { packages } from '../support/packages.ts';
import { HEAD, listIn, written } from './written.ts';

const RESULT = { severity: 'info' as const, message: 'said: "this"' };

const kindsOf = (list: ResourceList) => list.items.map(({ identity }) => identity.kind);

describe('for every package', () => {
  const inputs = packages.map(input => input(configMap({ registry: 'ghcr.io' })));

  it('the scan by columns finds what a full parse finds', () => {
    const property = fc.property(inputs, input => {
      const text = input.endsWith('\n') ? input : `${input}\n`;
      const [block, tree] = [readBlockList(Buffer.from(text)), readTreeList(Buffer.from(text))];
      const whole = load(text) as { items: unknown[] };
      if (block === undefined || !tree.ok) throw new Error(text);
      for (const list of [block, tree.value]) {
        expect(list.items.map(({ value }) => value)).to.deep.equal(whole.items);
        expect(list.functionConfig?.node.kind).to.equal('mapping');
      }
      expect(block.items.map(({ identity }) => identity)).to.deep.equal(
        tree.value.items.map(item => item.identity),
      );
      expect(block.items.every(({ fault }) => fault === undefined)).to.equal(true);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('what is not changed leaves byte for byte, from block style as from JSON', () => {
    const property = fc.property(inputs, text => {
      for (const form of [text, JSON.stringify(load(text)), JSON.stringify(load(text), null, 2)]) {
        expect(written(listIn(form))).to.equal(form);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('an item that is added and removed again leaves no trace', () => {
    const object = { apiVersion: 'v1', kind: 'Added', data: { list: [1, { a: 'b' }] } };
    const property = fc.property(inputs, text => {
      for (const form of [text, JSON.stringify(load(text), null, 2)]) {
        const longer = listIn(written(listIn(form), { added: [object] }));
        const last = longer.items.at(-1);
        expect(last?.value).to.deep.equal(object);
        const removed = new Set(last === undefined ? [] : [last]);
        expect(written(longer, { removed })).to.equal(form);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('results are appended, and the rest stays', () => {
    const property = fc.property(inputs, text => {
      const once = written(listIn(text), { results: [RESULT] });
      const twice = written(listIn(once), { results: [RESULT] });
      expect(listIn(twice).results).to.deep.equal([RESULT, RESULT]);
      const { results: _, ...rest } = load(twice) as Record<string, unknown>;
      expect(rest).to.deep.equal(load(text));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('the forms of a ResourceList', () => {
  const ITEM = 'kind: One\n  data: |\n    - no item\n    ---\n\n    items:\n';
  const forms: Record<string, [text: string, kinds: string[]]> = {
    'items in column 0': [`${HEAD}items:\n- ${ITEM}- kind: Two\n`, ['One', 'Two']],
    'items in a deeper column': [
      `${HEAD}items:\n   # comment\n   - kind: One\n     x:\n     - kind: No\n   - kind: Two\n`,
      ['One', 'Two'],
    ],
    'an empty list': [`${HEAD}items: []\n`, []],
    'no value': [`${HEAD}items:\n`, []],
    null: [`${HEAD}items: null # none\n`, []],
    'no items at all': [HEAD, []],
    'a flow list': [`${HEAD}items: [{kind: One}, {"kind":"Two"}]\n`, ['One', 'Two']],
    'items that are no objects': [
      `${HEAD}items:\n- kind: One\n-\n- null\n- text\n`,
      ['One', '', '', ''],
    ],
    'items without metadata': [`${HEAD}items:\n- a: 1\n- kind: Two\n`, ['', 'Two']],
    'comments and blank lines': [
      `# head\n---\n${HEAD}\nitems: # here\n\n# first\n- # One\n  # more\n\n  kind: One\n# between\n-\n  kind: Two\n# end\n`,
      ['One', 'Two'],
    ],
    'sections in another order': [
      `results: []\nitems:\n- kind: One\nfunctionConfig: {kind: ConfigMap}\nkind: ResourceList\napiVersion: config.kubernetes.io/v1beta1\nmore: {a: [1]}\n`,
      ['One'],
    ],
    'an indented list': [`  ${HEAD.replace('\n', '\n  ')}  items:\n  - kind: One\n`, ['One']],
    'quoted keys': [
      `${HEAD}"items":\n- "kind": One\n- {kind: Two}\n- ? kind\n  : Three\n`,
      ['One', 'Two', 'Three'],
    ],
    'kind behind its data': [`${HEAD}items:\n- data:\n    kind: No\n  kind: One\n`, ['One']],
    'JSON on one line': [
      `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"One"}]}`,
      ['One'],
    ],
    'the first version': [HEAD.replace('/v1', '/v1alpha1'), []],
  };
  const variants: Record<string, (text: string) => string> = {
    'as it is': text => text,
    'with CRLF': text => text.replaceAll('\n', '\r\n'),
    'without the last line break': text => text.trimEnd(),
    'with a byte order mark': text => `\uFEFF${text}`,
  };
  for (const [name, [text, kinds]] of Object.entries(forms)) {
    for (const [variant, change] of Object.entries(variants)) {
      it(`${name}, ${variant}`, () => {
        const input = change(text);
        const list = listIn(input);
        expect(kindsOf(list)).to.deep.equal(kinds);
        expect(written(list)).to.equal(input);
        const changes = { added: [{ kind: 'Added' }], results: [RESULT] };
        const output = listIn(written(list, changes));
        expect(kindsOf(output)).to.deep.equal([...kinds, 'Added']);
        expect(output.results).to.deep.equal([RESULT]);
        if (variant === 'with CRLF') {
          expect(written(list, changes)).not.to.match(/[^\r]\n/);
        }
      });
    }
  }

  it('keeps a block scalar of many megabytes, with everything in it', () => {
    const body = '    - no item\n    ---\n    items:\n\n'.repeat(100_000);
    const text = `${HEAD}items:\n- kind: One\n  data: |\n${body}- kind: Two\n`;
    const list = listIn(text);
    expect(kindsOf(list)).to.deep.equal(['One', 'Two']);
    expect(written(list) === text).to.equal(true);
  });
});
