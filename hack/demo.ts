// The main job on the embedded package: what happened and why, then the diff. FULL=1 shows new files too.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Code } from '../src/findings/codes.ts';
import { evaluate } from '../src/function/evaluate.ts';
import type { Result } from '../src/krm/result.ts';
import { resourceList } from '../test/support/config.ts';
import { EMBEDDED_FILE, embeddedItems } from '../test/support/embedded.ts';
import { packageFiles } from '../test/support/package-files.ts';

const CONFIG = 'fn-config/docker-config.yaml';
/** Why each thing is done, by the code of its result. */
const REASONS: Partial<Record<Code, string>> = {
  'runner-changed': 'without these flags Porch asks every registry for images without a login',
  'object-changed':
    'Docker Hub needs two keys: Porch never finds the one that `docker login` writes',
  'sync-changed':
    'Porch copies the Secret to the function pods too rarely: new passwords would not arrive',
};

const config = load(readFileSync(new URL(`../${CONFIG}`, import.meta.url), 'utf8'));
const input = resourceList(embeddedItems(), config);
const { output, results, failed } = evaluate(Buffer.from(input));
if (failed) throw new Error(results.map(({ message }) => message).join('\n'));
const before = packageFiles(input);
const after = packageFiles(output.toString());

const isSame = evaluate(Buffer.from(output.toString())).output.toString() === output.toString();
const added = [...after].filter(([file]) => !before.has(file));
process.stdout.write(
  `The function ran on ${EMBEDDED_FILE}, with the logins of ${CONFIG}:\n\n` +
    results.map(described).join('') +
    added
      .map(([file, text]) => `  new file: ${file}, ${text.split('\n').length - 1} lines\n`)
      .join('') +
    `  a second run: ${isSame ? 'changes nothing' : 'CHANGES SOMETHING'}\n\n`,
);
const isFull = process.env.FULL === '1';
showDiff(isFull ? after : new Map([...after].filter(([file]) => before.has(file))));
if (!isFull) process.stdout.write('\n`make demo FULL=1` shows the new file too.\n');

function described({ severity, code, message, resourceRef }: Result): string {
  const mark = severity === 'info' ? '' : `${severity}: `;
  const reason = REASONS[code];
  const why = reason === undefined ? '' : `    because ${reason}\n`;
  return `  ${mark}${resourceRef?.kind} ${resourceRef?.name}: ${message}\n${why}`;
}

function showDiff(files: ReadonlyMap<string, string>): void {
  const cwd = mkdtempSync(join(tmpdir(), 'enable-private-registries-'));
  try {
    for (const [folder, texts] of Object.entries({ before, after: files })) {
      mkdirSync(join(cwd, folder));
      for (const [file, text] of texts) writeFileSync(join(cwd, folder, file), text);
    }
    const diff = ['--no-pager', 'diff', '--no-index', '--no-prefix', 'before', 'after'];
    spawnSync('git', diff, { cwd, stdio: 'inherit' });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
