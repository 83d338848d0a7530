// Random walks: configurations one after the other, and between them comments and blank lines of the user.
import { expect } from 'chai';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { commentsOf } from '../support/comments.ts';
import { configMap } from '../support/config.ts';
import { options, packages, wantsTls } from '../support/packages.ts';
import { fuzz, normal, run, seeded, valueIn } from './fuzz.ts';

const SECTION = (key: string) => new RegExp(`^${key}:(?:.*\\r?\\n)(?:[ -].*(?:\\r?\\n|$))*`, 'm');
const withConfig = (text: string, data: object): string =>
  text
    .replace(SECTION('results'), '')
    .replace(SECTION('functionConfig'), () => dump({ functionConfig: configMap({ ...data }) }));

type Change = { readonly line: number; readonly width: number; readonly text: string };

/** Where the items of the package end, among which the function puts none. */
function endOf(lines: readonly string[], count: number): number {
  const start = lines.findIndex(line => line.startsWith('items:')) + 1;
  const dash = /^ *- /.exec(lines.slice(start).find(line => /^ *- /.test(line)) ?? '')?.[0] ?? '- ';
  const dashes = lines.flatMap((line, index) =>
    index >= start && line.startsWith(dash) ? [index] : [],
  );
  const section = lines.findIndex(line => /^(?:functionConfig|results):/.test(line));
  return Math.min(dashes[count] ?? section, section);
}

/** Lines of the user's in the package, as far as they change no value. */
function mutated(text: string, count: number, changes: readonly Change[]): string {
  return changes.reduce((before, { line, width, text: added }) => {
    const lines = before.split('\n');
    const end = endOf(lines, count);
    lines.splice(3 + (line % Math.max(1, end - 3)), 0, ' '.repeat(width) + added);
    const after = lines.join('\n');
    const [old, now] = [before, after].map(each => JSON.stringify(valueIn(each)));
    return old === now && commentsOf(after).length >= commentsOf(before).length ? after : before;
  }, text);
}

const change = fc.record({
  line: fc.nat(),
  width: fc.nat({ max: 16 }),
  text: fc.constantFrom('# a user wrote this', '# - not: an item', '', '#'),
});
const step = fc.record({
  data: options.filter(data => data.tlsCA !== undefined || !wantsTls(data)),
  changes: fc.array(change, { maxLength: 4 }),
});

const walk = fuzz('after any walk, disabled leaves what the user has, comments included', 60);
it(walk.title, () => {
  const property = fc.property(
    packages,
    fc.array(step, { minLength: 1, maxLength: 4 }),
    (input, steps) => {
      let text = input(configMap({}))
        .replaceAll('\r\n', '\n')
        .replace(/(?<!\n)$/, '\n');
      const items = valueIn(text)?.items;
      fc.pre(items !== undefined && text.search(/^items:/m) < text.search(/^functionConfig:/m));
      for (const { data, changes } of steps) {
        text = mutated(text, items?.length ?? 0, changes);
        const { failed, text: output } = run(withConfig(text, data));
        const comments = commentsOf(text);
        if (!failed) text = output;
        for (const comment of new Set(comments)) {
          const count = (all: readonly string[]) => all.filter(each => each === comment).length;
          expect(count(commentsOf(text)), `${comment}\n${text}`).to.be.at.least(count(comments));
        }
      }
      const last = steps.at(-1)?.data;
      const back = run(withConfig(text, { ...last, state: 'disabled' }));
      expect(back.failed, JSON.stringify(back.results)).to.equal(false);
      expect(normal(back.items), text).to.deep.equal(normal(items));
    },
  );
  seeded(property, walk);
}).timeout(0);
