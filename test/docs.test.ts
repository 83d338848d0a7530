// The documents: links that lead somewhere, blocks that parse.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadAll } from 'js-yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const documents = ['.', 'docs', 'docs/adr', 'examples']
  .filter(folder => existsSync(join(ROOT, folder)))
  .flatMap(folder => readdirSync(join(ROOT, folder)).map(file => join(folder, file)))
  .filter(file => file.endsWith('.md'));

/** The heading's anchor, as forges make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

describe('the documents', () => {
  it('are there', () =>
    expect(documents).to.include.members(['README.md', 'docs/architecture.md']));

  for (const file of documents) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const prose = text.replace(/^```[\s\S]*?^```/gm, '');

    it(`${file}: every link to a file of the repository resolves`, () => {
      for (const [, target = ''] of prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [path = '', anchor] = target.split('#');
        const full = path === '' ? join(ROOT, file) : join(ROOT, dirname(file), path);
        expect(existsSync(full), `${target} in ${file}`).to.equal(true);
        expect(relative(ROOT, full)).not.to.match(/^\.\./);
        if (anchor === undefined) continue;
        const headings = [...readFileSync(full, 'utf8').matchAll(/^#+ (.*)$/gm)];
        expect(headings.map(([, heading = '']) => anchorOf(heading))).to.include(anchor);
      }
    });

    it(`${file}: every YAML block is YAML`, () => {
      for (const [, block = ''] of text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)) {
        expect(() => loadAll(block)).not.to.throw();
      }
    });
  }
});
