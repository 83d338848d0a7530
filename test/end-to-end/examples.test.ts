// The examples, rendered by the real kpt: .expected holds what changes and what the function says. UPDATE_GOLDEN=1
// rewrites what differs and fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { examples, ROOT } from '../support/documents.ts';
import { contents, copyOf, FUNCTION, kpt } from '../support/kpt.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { commitAll, patchOf } from '../support/repository.ts';

const EXAMPLES = join(ROOT, 'examples');
const UPDATE = process.env.UPDATE_GOLDEN === '1';

describe('the examples', function () {
  this.timeout(120_000);
  needs('kpt', hasProgram('kpt', 'version'));
  needs('git', hasProgram('git', 'version'));
  const folders: string[] = [];
  const temporary = async (folder: Promise<string>) => {
    folders.push(await folder);
    return folder;
  };
  afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true }))));

  /** Renders with the bundle in the image's place; the Kptfile is then as it was. */
  const render = async (folder: string): Promise<string> => {
    const file = join(folder, 'Kptfile');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(`image: ${PUBLISHED_IMAGE}`, `exec: ${FUNCTION}`));
    const results = await temporary(mkdtemp(join(tmpdir(), 'epr-results-')));
    const { status, output } = await kpt(
      'fn',
      'render',
      folder,
      '--allow-exec',
      '--results-dir',
      results,
    );
    expect(status, output).to.equal(0);
    await writeFile(file, text);
    const { 'results.yaml': list = '' } = await contents(results);
    return list.replace(`exec: ${FUNCTION}`, `image: ${PUBLISHED_IMAGE}`);
  };

  it('are there', () => expect(examples).to.have.length(6));

  for (const name of examples) {
    it(`${name} renders as expected, twice`, async () => {
      const folder = await temporary(copyOf(join(EXAMPLES, name)));
      commitAll(folder);
      await kpt('fn', 'eval', folder, '--exec', 'cat');
      expect(patchOf(folder), "the example is in kpt's own format").to.equal('');
      const results = await render(folder);
      const patch = patchOf(folder);
      expect(await render(folder), 'nothing new the second time').not.to.contain('severity: info');
      expect(patchOf(folder), 'nothing changes the second time').to.equal(patch);
      agree(join(EXAMPLES, name, '.expected'), { 'results.yaml': results, 'diff.patch': patch });
    });
  }
});

/** All files are rewritten before one fails. */
function agree(folder: string, made: Readonly<Record<string, string>>): void {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const expected = Object.fromEntries(Object.keys(made).map(file => [file, read(file)]));
  for (const [file, text] of Object.entries(made)) {
    if (UPDATE && text !== expected[file]) writeFileSync(join(folder, file), text);
  }
  expect(made).to.deep.equal(expected);
}
