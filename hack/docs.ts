// Writes what the documents repeat from the sources; with --check only says what is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { AREAS } from '../src/checks/table.ts';
import { Metrics } from '../src/controller/report/metrics.ts';
import {
  REFRESH_RULES,
  RUNNER_RULES,
  sourceRules,
  targetRules,
} from '../src/function/desired/sync-rbac.ts';
import { AUTH_PATH, NEVER_RELEASED, TLS_ENABLE } from '../src/porch/flags.ts';
import { RELEASES, releaseOf } from '../src/porch/releases.ts';
import { optionRows } from './options.ts';
import { ownedRows } from './owned-fields.ts';

const ROOT = new URL('../', import.meta.url);
const check = process.argv.includes('--check');

type Rule = { resources: string[]; resourceNames?: string[]; verbs: string[] };

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
const code = (text: string) => `\`${text}\``;
const flag = (name: string) => code(`--${name}`);

const optionTable = table(['key', 'default', 'meaning'], optionRows);

const releases = [
  ...RELEASES.map(release => ({ ...release, tag: code(release.tag) })),
  { ...releaseOf(undefined), tag: '`latest`, a digest alone, any other tag' },
];
const releaseTable = table(
  ['image tag', 'enable flag', 'private CA: the first of', 'no longer has'],
  releases.map(({ tag, enableFlag, tls, caFiles, dropped = [] }) => [
    tag,
    enableFlag === undefined ? 'none: an error' : flag(enableFlag),
    tls ? caFiles.map(code).join(', ') : 'none: an error',
    dropped.map(flag).join(', '),
  ]),
);

const neverReleased = [
  ...NEVER_RELEASED.tlsEnable.map(name => [flag(name), flag(TLS_ENABLE)]),
  ...NEVER_RELEASED.authPath.map(name => [flag(name), flag(AUTH_PATH)]),
];
const neverReleasedTable = table(['in place of', 'the function writes'], neverReleased);

const sources = { clock: { date: () => new Date() }, memory: () => 0, requests: new Map() };
const metrics = await new Metrics(sources, []).text();
const metricTable = table(
  ['metric', 'meaning'],
  [...metrics.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', help = '']) => [
    code(name),
    help,
  ]),
);

const rights = (who: string, where: string, rules: readonly Rule[]) =>
  rules.map(({ resources, resourceNames, verbs }) => [
    who,
    where,
    `${resources.join(', ')}${resourceNames ? ` ${resourceNames.map(code).join(', ')}` : ''}`,
    verbs.join(', '),
  ]);
const SYNC = 'the sync';
const rightTable = table(
  ['who', 'namespace', 'on', 'may'],
  [
    ...rights(SYNC, "the Deployment's", sourceRules('auth-secret')),
    ...rights(SYNC, "the function pods'", targetRules('auth-secret')),
    ...rights(`${SYNC}, with \`refreshRunner\``, "the Deployment's", REFRESH_RULES),
    ...rights(
      'the function runner, where its package lacks it',
      "the function pods'",
      RUNNER_RULES,
    ),
  ],
);

const ownedTable = table(['object', 'set on every run', 'removed on every run'], ownedRows);

const checkTable = table(
  ['code', 'what holds', 'where it does not', 'what to do'],
  AREAS.flatMap(({ name, checks }) => [
    ['', `**${name}**`, '', ''],
    ...checks.map(({ code: id, title, means, todo }) => [code(id), title, means, todo]),
  ]),
);

/** A document's part between `<!-- NAME -->` and `<!-- /NAME -->`. */
const PARTS = [
  { file: 'README.md', name: 'options', text: optionTable },
  { file: 'docs/architecture.md', name: 'metrics', text: metricTable },
  { file: 'docs/compatibility.md', name: 'releases', text: releaseTable },
  { file: 'docs/compatibility.md', name: 'never-released', text: neverReleasedTable },
  { file: 'docs/security.md', name: 'owned', text: ownedTable },
  { file: 'docs/security.md', name: 'rights', text: rightTable },
  { file: 'docs/troubleshooting.md', name: 'checks', text: checkTable },
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
