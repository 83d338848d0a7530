// Random ResourceLists, as text in block style with everything in it that a scan could stumble over.
import fc from 'fast-check';
import { choices, type Mapping, mapping, type Value, value } from '../yaml/arbitrary.ts';
import { Writer } from '../yaml/writer.ts';

const name = fc.constantFrom('a', 'b-c', 'x.y', 'yes', '0644', 'ü', '');
const labels = fc.constantFrom<Value>(null, {}, { app: 'x' }, { 'a/b': 'c: d' });
const annotations = fc.record(
  {
    'config.kubernetes.io/path': fc.constantFrom('a.yaml', 'b/c.yaml'),
    'internal.config.kubernetes.io/path': fc.constantFrom('a.yaml', 'd e.yaml'),
    'internal.config.kubernetes.io/index': fc.constantFrom<Value>('0', '12', 3, 'x'),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const metadata = fc.record(
  { name, namespace: name, labels, annotations: annotations as fc.Arbitrary<Value> },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<Value>;
const plainKey = fc.constantFrom('spec', 'data', 'x.y-z', 'kind', 'a'.repeat(63), 'a'.repeat(70));
const object = fc
  .record({
    head: fc.record(
      {
        apiVersion: fc.constantFrom<Value>('v1', 'apps/v1', 1, null),
        kind: fc.constantFrom<Value>('Secret', 'Deployment', 'yes'),
        metadata: fc.oneof({ weight: 4, arbitrary: metadata }, { weight: 1, arbitrary: value }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    body: fc.oneof(mapping, fc.dictionary(plainKey, value, { maxKeys: 3, noNullPrototype: true })),
    bodyFirst: fc.boolean(),
  })
  .map(
    ({ head, body, bodyFirst }): Mapping =>
      bodyFirst ? { ...body, ...head } : { ...head, ...body },
  );

/** What may stand in `items`; most are objects. */
export const item: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: object },
  { weight: 1, arbitrary: value },
);

const SECTIONS = ['functionConfig', 'results', 'unknown', 'apiVersion', 'kind', 'items'] as const;
type Section = (typeof SECTIONS)[number];

export type List = {
  readonly text: string;
  readonly items: readonly Value[];
  readonly value: Mapping;
};

/** ResourceLists of one item at least. */
export const lists: fc.Arbitrary<List> = fc
  .record({
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
    functionConfig: object,
    results: fc.constantFrom<Value>(null, [], [{ message: 'x', severity: 'info' }]),
    unknown: value,
    apiVersion: fc.constantFrom('v1', 'v1beta1', 'v1alpha1').map(v => `config.kubernetes.io/${v}`),
    order: fc.shuffledSubarray(['functionConfig', 'results', 'unknown'] as const),
    rest: fc.shuffledSubarray(['apiVersion', 'kind', 'items'] as const, { minLength: 3 }),
    at: fc.nat({ max: 3 }),
    choices,
    wrapping: fc.record({
      eol: fc.constantFrom('\n', '\n', '\r\n'),
      mark: fc.constantFrom('', '', '\ufeff'),
      isOpen: fc.boolean(),
    }),
  })
  .map(({ order, rest, at, choices, wrapping: { eol, mark, isOpen }, ...all }) => {
    const values = { ...all, kind: 'ResourceList' };
    const keys: Section[] = [...order.slice(0, at), ...rest, ...order.slice(at)];
    const writer = new Writer(choices);
    const head = writer.pick<string[]>([], ['# c'], ['---'], ['# c', '--- # d', '']);
    const lines = keys.flatMap(key => [
      ...writer.comments(0),
      ...section(writer, key, values[key]),
    ]);
    const end = writer.pick<string[]>([], ['# end'], [''], ['', '# - x']);
    const text = [...head, ...lines, ...end].join(eol) + (isOpen ? '' : eol);
    const value = Object.fromEntries(keys.map(key => [key, values[key]]));
    return { text: mark + text, items: all.items, value };
  });

/** Top-level keys are plain, and `items` are a block sequence. */
function section(writer: Writer, key: Section, value: Value): string[] {
  if (key !== 'items' || !Array.isArray(value)) {
    const [first = '', ...rest] = writer.behind(value, 0, false);
    return [`${key}:${first}`, ...rest];
  }
  const lines = writer.block(value, writer.pick(0, 2, 1));
  return [`items:${writer.pick('', ' # c', ' ')}`, ...writer.comments(0), ...lines];
}
