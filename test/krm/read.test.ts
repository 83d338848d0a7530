import { expect } from 'chai';
import fc from 'fast-check';
import { load } from 'js-yaml';
import type { Code } from '../../src/findings/codes.ts';
import { identityOf } from '../../src/krm/identity.ts';
import { readResourceList } from '../../src/krm/read.ts';
import { documentOf, mapping, value } from '../yaml/arbitrary.ts';
import { lists } from './arbitrary.ts';
import { RESULTS } from './changes.ts';
import { HEAD, listIn, written } from './written.ts';

describe('a ResourceList', () => {
  const texts: readonly (readonly [name: string, text: string, items: number])[] = [
    ['in block style', `${HEAD}items:\n- kind: A\n- kind: B\n`, 2],
    ['with indented items', `${HEAD}items:\n  - kind: A\n  - kind: B\n`, 2],
    ['without line break at its end', `${HEAD}items:\n- kind: A`, 1],
    ['of carriage returns', `${HEAD}items:\n- kind: A\n- kind: B\n`.replaceAll('\n', '\r\n'), 2],
    [
      'of carriage returns alone',
      `${HEAD}items:\n- kind: A\n- kind: B\n`.replaceAll('\n', '\r'),
      2,
    ],
    ['with a byte order mark', `\ufeff${HEAD}items:\n- kind: A\n`, 1],
    [
      'with a byte order mark, in JSON',
      `\ufeff${JSON.stringify(load(`${HEAD}items: [{kind: A}]`))}`,
      1,
    ],
    ['behind a document start', `# c\n--- # d\n${HEAD}items:\n- kind: A\n`, 1],
    ['with a document end', `${HEAD}items:\n- kind: A\n...\n`, 1],
    ['with a directive', `%YAML 1.2\n---\n${HEAD}items:\n- kind: A\n`, 1],
    ['with items first', `items:\n- kind: A\n${HEAD}`, 1],
    ['with an unknown section', `${HEAD}items:\n- kind: A\nmore: {a: [1]}\n`, 1],
    ['with a comment behind the last item', `${HEAD}items:\n- kind: A\n# c\n\n  # - d\n`, 1],
    ['with empty items', `${HEAD}items: []\n`, 0],
    ['with items of null', `${HEAD}items:\n`, 0],
    ['without items', HEAD, 0],
    [
      'with quoted keys',
      `"apiVersion": config.kubernetes.io/v1\n'kind': ResourceList\n"items":\n- kind: A\n`,
      1,
    ],
    ['with explicit keys', `${HEAD}? items\n:\n- kind: A\n`, 1],
    [
      'in flow style',
      '{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [{kind: A}, b]}',
      2,
    ],
    [
      'in compact JSON',
      '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"a":1},null]}',
      2,
    ],
    ['in pretty JSON', JSON.stringify(load(`${HEAD}items: [{kind: A}, {kind: B}]`), null, 2), 2],
    [
      'in JSON indented by tabs',
      JSON.stringify(load(`${HEAD}items: [{kind: A}, {kind: B}]`), null, '\t'),
      2,
    ],
    ['of v1beta1', `${HEAD}items: []\n`.replace('/v1', '/v1beta1'), 0],
    ['of v1alpha1', `${HEAD}items: []\n`.replace('/v1', '/v1alpha1'), 0],
    [
      'of items that are no objects',
      `${HEAD}items:\n-\n- a\n- - b\n- |\n  - c\n  items:\n- null\n`,
      5,
    ],
    [
      'with an anchor in another item, and quoted keys',
      `"apiVersion": config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: A\n  a: &x 1\n- kind: B\n  b: *x\n`,
      2,
    ],
    [
      'in flow style with escapes of YAML',
      '{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "\\x61": 1, "items": [{a: \'}\'}, b]}',
      2,
    ],
    [
      'in JSON with an item of 2,000 levels',
      `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"A"},{"a":${'['.repeat(2000)}${']'.repeat(2000)}}]}`,
      2,
    ],
    [
      'in JSON with a key of the functionConfig twice',
      '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","functionConfig":{"a":1,"a":2},"items":[{"kind":"A"}]}',
      1,
    ],
    ['with an anchor in another item', `${HEAD}items:\n- &x {kind: A}\n- b: *x\n`, 2],
  ];
  for (const [name, text, items] of texts) {
    it(`${name} is read, and leaves as it came`, () => {
      const list = listIn(text);
      expect(list.items.length).to.equal(items);
      expect(list.kind).to.equal('ResourceList');
      expect(written(list)).to.equal(text);
    });
  }

  it('has its functionConfig and its results', () => {
    const config = 'functionConfig: &c\n  kind: C # d\n';
    const list = listIn(`${HEAD}items:\n- kind: A\n${config}results:\n- message: m\n`);
    const { tree, node } = list.functionConfig ?? {};
    expect(node && tree?.source.slice(node.start, node.end)).to.equal('&c\n  kind: C');
    expect(list.results).to.deep.equal([{ message: 'm' }]);
    const bare = listIn(HEAD);
    expect([bare.functionConfig, bare.results]).to.deep.equal([undefined, []]);
  });
});

describe('stdin', () => {
  const yaml = (line: number) => ['stdin-not-yaml', `line ${line}`] as const;
  const other = ['stdin-no-resource-list', 'kpt'] as const;
  const cases: readonly (readonly [
    name: string,
    input: string | Buffer,
    finding: readonly [code: Code, words: string],
  ])[] = [
    ['nothing', '', ['stdin-empty', 'empty']],
    ['blanks', ' \r\n\t\n'.repeat(100), ['stdin-empty', 'empty']],
    ['UTF-16', Buffer.from(`\ufeff${HEAD}`, 'utf16le'), ['stdin-not-utf8', 'UTF-8']],
    ['UTF-16 without mark', Buffer.from(HEAD, 'utf16le'), yaml(1)],
    ['invalid UTF-8', Buffer.from([...Buffer.from(HEAD), 0xc3, 0x28]), ['stdin-not-utf8', 'UTF-8']],
    ['a comment', '# secret\n', yaml(1)],
    ['two documents', `${HEAD}items:\n- kind: A\n---\n${HEAD}`, yaml(5)],
    ['a second document that is empty', `${HEAD}items: []\n---\n`, yaml(4)],
    ['an unclosed bracket', `${HEAD}items: [\n`, yaml(4)],
    ['a duplicate section', `${HEAD}items:\n- kind: A\nkind: ResourceList\n`, yaml(5)],
    ['items on the wrong side', `${HEAD}items:\n  - kind: A\n - kind: B\n`, yaml(5)],
    ['content before the items', `${HEAD}items:\n  secret: 1\n- kind: A\n`, yaml(5)],
    ['a dash before the sections', `- secret\n${HEAD}items:\n- kind: A\n`, yaml(2)],
    ['another kind', 'apiVersion: v1\nkind: Secret\n', other],
    ['another group', 'apiVersion: v1\nkind: ResourceList\nitems: []\n', other],
    ['a map in the place of its apiVersion', HEAD.replace('config', '{toString: 1} #'), other],
    ['a list', '- kind: ResourceList\n', other],
    ['text', 'secret', other],
    ['items of another kind', `${HEAD}items: {a: secret}\n`, other],
    ['items that are text', `${HEAD}items: secret\n`, other],
    ['items behind a colon', `${HEAD}? items\n: - kind: A\n`, other],
    ['a key that only looks like items', `${HEAD}items:#c\n- kind: A\n`, yaml(4)],
  ];
  for (const [name, input, [code, words]] of cases) {
    it(`must not be ${name}`, () => {
      const { ok, findings } = readResourceList(Buffer.from(input));
      expect([ok, findings.length, findings[0]?.code]).to.deep.equal([false, 1, code]);
      expect(findings[0]?.message).to.contain(words).and.not.contain('secret');
    });
  }
});

describe('a list with a fault', () => {
  const items = 'items:\n- kind: A\n  data: "x"\n- kind: B\n';
  const cases: readonly (readonly [
    name: string,
    text: string,
    code: Code,
    words: string,
    results?: string,
  ])[] = [
    [
      'a key of the functionConfig twice',
      `${items}functionConfig:\n  kind: secret\n  kind: D\n`,
      'config-unreadable',
      'line 9 repeats a key',
    ],
    [
      'a functionConfig that is no YAML',
      `functionConfig: {secret\n${items}`,
      'config-unreadable',
      'line 4 is not',
    ],
    ['another section that is no YAML', `${items}x: {secret\n`, 'section-unreadable', 'line 8'],
    ['results that are no YAML', `${items}results: {secret\n`, 'section-unreadable', 'results'],
    ['results that are a map', `${items}results: {a: secret}\n`, 'results-no-list', '`results`'],
    ['results that are text', `results: secret\n${items}`, 'results-no-list', '`results`'],
    ['an item that is cut', `${items}  x: "secret\n- kind: C\n`, 'item-invalid', '`items[1]`'],
  ];
  for (const [name, text, code, words] of cases) {
    it(`such as ${name} keeps its items`, () => {
      const list = listIn(HEAD + text);
      expect(list.faults.map(fault => fault.code)).to.deep.equal([code]);
      expect(list.faults[0]?.message).to.contain(words).and.not.contain('secret');
      expect(list.items.slice(0, 2).map(({ identity }) => identity.kind)).to.deep.equal(['A', 'B']);
      const output = written(list, { results: RESULTS });
      expect(output).to.contain(items.slice('items:\n'.length)).and.contain('a: b');
      expect(output.match(/^results:/gm)).to.have.length(1);
    });
  }
});

describe('quoted text that goes on in column 0', () => {
  const texts: readonly (readonly [text: string, values: unknown[]])[] = [
    ['- a: "x\n- b: 1\n- c"\n- d: 1\n', [{ a: 'x - b: 1 - c' }, { d: 1 }]],
    ["- a: 'x\nkind: B\n\ny'\n- d: 1\n", [{ a: 'x kind: B\ny' }, { d: 1 }]],
    ['- a: "x\nfunctionConfig: 1"\n', [{ a: 'x functionConfig: 1' }]],
    ['- a: {b: "x \\"\n- y", c: \'"\'}\n', [{ a: { b: 'x " - y', c: '"' } }]],
    ["- a: 'it''s\n- b: it''s'\n", [{ a: "it's - b: it's" }]],
    ['- a:\n    "x\n- y"\n', [{ a: 'x - y' }]],
    ['- "x\n- y"\n', ['x - y']],
    ['- {a: 1,\nb: 2}\n- d: 1\n', [{ a: 1, b: 2 }, { d: 1 }]],
  ];
  for (const [text, values] of texts) {
    it(`is read in full in ${JSON.stringify(text)}`, () => {
      const whole = `${HEAD}items:\n${text}`;
      const list = listIn(whole);
      expect([list.faults, list.items.map(({ value }) => value)]).to.deep.equal([[], values]);
      expect(written(list)).to.equal(whole);
    });
  }
});

describe('for every ResourceList', () => {
  it('columns find the items that a parser finds, and who they are', () => {
    fc.assert(
      fc.property(lists, ({ text, items, value }) => {
        const list = listIn(text);
        expect(list.items.map(item => item.identity)).to.deep.equal(items.map(identityOf));
        expect(list.items.map(item => item.fault)).to.deep.equal(items.map(() => undefined));
        expect(list.items.map(item => item.value)).to.deep.equal(items);
        expect(list.results).to.deep.equal(value.results ?? []);
        expect(written(list), 'unchanged').to.equal(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('in any style, what is not changed leaves as it came', () => {
    const list = fc.record({ items: fc.array(value), more: value, functionConfig: mapping });
    const head = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' };
    fc.assert(
      fc.property(documentOf(list.map(rest => ({ ...head, ...rest }))), ({ text, value }) => {
        const read = listIn(text);
        const { items } = value as { items: unknown[] };
        expect(read.items.map(item => item.value)).to.deep.equal(items);
        expect(read.items.map(item => item.identity)).to.deep.equal(items.map(identityOf));
        expect(written(read)).to.equal(text);
      }),
      { numRuns: 500 },
    );
  });
});
