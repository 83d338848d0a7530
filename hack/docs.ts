// Writes what the documents repeat from the sources; with --check only says what is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import schema from '../fn-config/schema.json' with { type: 'json' };
import { RELEASES } from '../src/porch/releases.ts';

const ROOT = new URL('../', import.meta.url);
const check = process.argv.includes('--check');

type Property = { readonly default?: string; readonly description: string };

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');

const options = Object.entries(schema.properties.data.properties as Record<string, Property>);
const optionTable = table(
  ['key', 'default', 'meaning'],
  options.map(([key, { default: value, description }]) => [
    `\`${key}\``,
    value === undefined ? '' : `\`${value}\``,
    description,
  ]),
);
const code = (flag: string) => `\`--${flag}\``;
const releaseTable = table(
  ['image tag', 'enable flag', 'TLS flags'],
  RELEASES.map(({ tag, enableFlag, tls }) => [
    `\`${tag}\``,
    enableFlag === undefined ? 'none: private registries are an error' : code(enableFlag),
    tls ? ['enable-private-registries-tls', 'tls-secret-path'].map(code).join(', ') : 'none',
  ]),
);

/** A document's part between `<!-- NAME -->` and `<!-- /NAME -->`. */
const PARTS = [
  { file: 'README.md', name: 'options', text: optionTable },
  { file: 'docs/compatibility.md', name: 'releases', text: releaseTable },
];

for (const { file, name, text } of PARTS) {
  const path = new URL(file, ROOT);
  const old = readFileSync(path, 'utf8');
  const part = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!part.test(old)) throw new Error(`${file} must have <!-- ${name} --> and <!-- /${name} -->`);
  const now = old.replace(part, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
  if (now === old) continue;
  if (!check) writeFileSync(path, now);
  else {
    process.stderr.write(`${file}: the part "${name}" is out of date; run npm run docs\n`);
    process.exitCode = 1;
  }
}
