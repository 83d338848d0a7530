// Random ways to break a package: values of a wrong kind, and text that is no YAML or says a thing twice.
import fc from 'fast-check';
import { dump } from 'js-yaml';
import type { Path } from '../../src/yaml/path.ts';
import { pathsIn, replaced } from './paths.ts';

type Break<T> = (whole: T) => T;

/** What stands where something else is expected; `undefined` where nothing does. */
const JUNK = [
  null,
  '',
  'x',
  0,
  5.5,
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  ['x'],
  { x: 1 },
  { name: 5 },
];
const junk = fc.constantFrom(undefined, ...JUNK);

/** One value anywhere in the object, but its kind and name, by which it is found. */
const wrongKind: fc.Arbitrary<Break<object>> = fc.tuple(fc.nat(), junk).map(([pick, junk]) => {
  return object => {
    const paths = pathsIn(object).filter(path => path.length > 0 && !isIdentity(path));
    const path = paths[pick % paths.length] ?? ['spec'];
    return replaced(object, path, junk) as object;
  };
});

const isIdentity = (path: Path): boolean =>
  ['apiVersion', 'kind', 'metadata.name', 'metadata'].includes(path.join('.'));

/** Changes the line at a random place, where it has the form. */
const onLine = (form: RegExp, to: string): fc.Arbitrary<Break<string>> =>
  fc.nat().map(pick => text => {
    const lines = text.split('\n');
    const fitting = [...lines.keys()].filter(index => form.test(lines[index] ?? ''));
    const at = fitting[pick % fitting.length];
    return lines.map((line, index) => (index === at ? line.replace(form, to) : line)).join('\n');
  });

/** Puts an anchor at the value of a random key, and its alias at that of a later one. */
function repeated(alias: string): fc.Arbitrary<Break<string>> {
  return fc.tuple(fc.nat(), fc.nat()).map(([first, second]) => text => {
    const lines = text.split('\n');
    const keys = [...lines.keys()].filter(index =>
      /^ *(?:- )?\S+:(?: |$)/.test(lines[index] ?? ''),
    );
    const anchored = keys[first % keys.length] ?? 0;
    const later = keys.filter(index => index > anchored && /: \S/.test(lines[index] ?? ''));
    const aliased = later[second % later.length];
    return lines
      .map((line, index) => {
        if (index === anchored) return line.replace(/:(?= |$)/, ': &a');
        return index === aliased ? line.replace(/^( *(?:- )?[^ ]+:).*/, alias) : line;
      })
      .join('\n');
  });
}

const brokenText: fc.Arbitrary<Break<string>> = fc.oneof(
  onLine(/:$/, ': ['),
  onLine(/$/, ' }'),
  onLine(/: (?=\S)/, ': "'),
  onLine(/^.*$/, '$&\n$&'),
  onLine(/^( *)(?=\S)/, '$1  '),
  onLine(/^( *)(?=[a-z]\S*:)/i, '$1<<: {x: y}\n$1'),
  repeated('$1 *a'),
  repeated('$1 [*a, *a]'),
  repeated('$1 {<<: *a}'),
);

const inOrder =
  <T>(breaks: readonly Break<T>[]): Break<T> =>
  whole =>
    breaks.reduce((text, next) => next(text), whole);

/** Texts of the objects, at least one of them broken. */
export const brokenItems = (objects: readonly object[]): fc.Arbitrary<string[]> =>
  fc
    .array(
      fc.record({
        at: fc.nat({ max: objects.length - 1 }),
        values: fc.array(wrongKind, { maxLength: 2 }),
        texts: fc.array(brokenText, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map(breaks =>
      objects.map((object, index) => {
        const own = breaks.filter(({ at }) => at === index);
        const value = inOrder(own.flatMap(({ values }) => values))(object);
        const text = dump(value, { lineWidth: -1, noRefs: true }).trimEnd();
        return inOrder(own.flatMap(({ texts }) => texts))(text);
      }),
    );
