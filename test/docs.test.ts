// The documents: links that lead somewhere, names and versions that are the sources' own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import about from '../package.json' with { type: 'json' };
import { CODES } from '../src/findings/codes.ts';
import { documents, headingsOf, proseOf, ROOT, textOf } from './support/documents.ts';

/** The heading's anchor, as forges make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

/** As the sync calls its Events: `SourceInvalid` for the code `source-invalid`. */
const EVENTS = CODES.sync.map(code =>
  code.replace(/(?:^|-)(.)/g, (_, first) => first.toUpperCase()),
);

/** The texts of the function's sources, each message in one piece and without its back-quotes. */
const MESSAGES = readdirSync(join(ROOT, 'src/function'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => textOf(join('src/function', file)))
  .join('\n')
  .replace(/['`] \+\s*['`]/g, '')
  .replace(/\\?`/g, '');

describe('the documents', () => {
  it('are there', () =>
    expect(documents).to.include.members(['README.md', 'docs/architecture.md']));

  for (const file of documents) {
    const text = textOf(file);

    it(`${file}: every link to a file of the repository resolves`, () => {
      for (const [, target = ''] of proseOf(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [path = '', anchor] = target.split('#');
        const full = path === '' ? join(ROOT, file) : join(ROOT, dirname(file), path);
        expect(existsSync(full), `${target} in ${file}`).to.equal(true);
        expect(relative(ROOT, full)).not.to.match(/^\.\./);
        if (anchor === undefined) continue;
        expect(headingsOf(readFileSync(full, 'utf8')).map(anchorOf)).to.include(anchor);
      }
    });

    it(`${file}: images of this project have its version`, () => {
      for (const [, version] of text.matchAll(/enable-private-registries:v([\w.-]+)/g)) {
        expect(version).to.equal(about.version);
      }
    });

    it(`${file}: metrics, Events and keys are those of the sources`, () => {
      const metrics = textOf('src/controller/report/metrics.ts');
      for (const [name] of text.matchAll(/\bpull_secret_sync_\w+/g)) {
        expect(metrics).to.contain(`'${name}'`);
      }
      const REASONS = /(?:\bEvents? |^\| )`([A-Z][a-z]+[A-Z]\w+)`/gm;
      for (const [, reason] of text.matchAll(REASONS)) {
        expect(EVENTS).to.include(reason);
      }
      const schema = textOf('fn-config/schema.json');
      for (const [, key] of proseOf(text).matchAll(/`(\w+): [\w-]+`/g)) {
        expect(schema).to.contain(`"${key}": {`);
      }
    });
  }

  it("docs/troubleshooting.md: the function's results are worded as the sources word them", () => {
    const [, section = ''] = textOf('docs/troubleshooting.md').split('## What the function says\n');
    const [rows = ''] = section.split('\n## ');
    const said = [...rows.matchAll(/^\| `([^`]+)`/gm)].flatMap(([, text = '']) => text.split('…'));
    expect(said).not.to.have.length(0);
    for (const part of said) expect(MESSAGES).to.contain(part.trim());
  });

  it('README.md is read in a few minutes', () =>
    expect(textOf('README.md').split('\n')).to.have.length.below(251));
});
