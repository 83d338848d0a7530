// The directions of imports: what a folder may know, and who may touch the process.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** What every step of the function may import, and the steps in their order: none imports a later one. */
const BELOW_FUNCTION = [
  'findings',
  'yaml',
  'krm',
  'registry',
  'porch',
  'group-by.ts',
  'nearest.ts',
];
const STEPS = ['function/input', 'function/observe', 'function/desired', 'function/edit'];

/** Folders of src, and what each may import besides itself; a wing of a folder has a line of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  findings: [],
  yaml: [],
  krm: ['findings', 'yaml', 'group-by.ts'],
  registry: ['findings', 'nearest.ts'],
  porch: [],
  ...Object.fromEntries(
    STEPS.map((step, index) => [step, [...BELOW_FUNCTION, ...STEPS.slice(0, index)]]),
  ),
  function: [...BELOW_FUNCTION, 'checks'],
  // The rights that the sync needs are those that its manifest grants: one table.
  checks: [
    ...[...BELOW_FUNCTION, 'function/input', 'function/observe'],
    'function/desired/sync-rbac.ts',
  ],
  doctor: [
    ...['findings', 'yaml', 'krm', 'registry', 'checks', 'controller/api'],
    ...['function/input', 'function/observe'],
  ],
  controller: ['findings', 'registry'],
  'controller/api': ['findings'],
  'controller/clock': [],
  'controller/pass': ['controller/api', 'controller/clock', 'findings', 'registry'],
  'controller/report': [
    'controller/api',
    'controller/clock',
    'controller/pass',
    'findings',
    'registry',
  ],
  'controller/loop': ['controller/api', 'controller/clock', 'controller/pass'],
  'group-by.ts': [],
  'nearest.ts': [],
  'stdio.ts': [],
};
/** Files that start something, or that others start with; nothing else imports them. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'function.ts': ['load.ts'],
  'load.ts': ['main.ts'],
  'main.ts': ['function/evaluate.ts', 'function/usage.ts', 'stdio.ts'],
  'sync.ts': ['controller', 'findings'],
  'sdk.ts': ['function/evaluate.ts', 'function/usage.ts'],
  'doctor.ts': ['checks', 'doctor', 'findings', 'function/usage.ts', 'stdio.ts'],
};
/** Names that several files have, and why their folders tell them apart. */
const SHARED_NAMES: Readonly<Record<string, string>> = {
  'docker-clients.ts': 'one for each step of the function',
  'evaluator.ts': 'what Porch says of it, and how the function finds it',
  'flags.ts': 'those of Porch, and one for each step of the function',
  'lines.ts': 'lines of bytes in krm, of text in yaml',
  'objects.ts': 'written into a package by the function, read from a cluster by the sync',
  'pull-secret.ts': 'what one is, and the one that is desired',
  'report.ts': 'of a run of the function, of a pass of the sync',
  'sync-container.ts': 'one for each step of the function',
  'sync.ts': 'the program, and its desired state in the package',
};
/** Packages that only one file may import. */
const BEHIND_ONE_FILE: Readonly<Record<string, string>> = {
  '@kubernetes/client-node': 'controller/api/connection.ts',
  'kpt-functions': 'sdk.ts',
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file =>
  file.endsWith('.ts'),
);
const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8');
const importsOf = (file: string) =>
  [...textOf(file).matchAll(/^(?:import|export)\b[^;]*? from '([^']+)'/gm)].map(
    match => match[1] ?? '',
  );
const targetsOf = (file: string) =>
  importsOf(file)
    .filter(imported => imported.startsWith('.'))
    .map(imported => normalize(join(dirname(file), imported)));
const roomOf = (file: string) => {
  const [room = '', wing] = file.split('/');
  return `${room}/${wing}` in MAY_IMPORT ? `${room}/${wing}` : room;
};

describe('the directions', () => {
  for (const file of files) {
    it(`of ${file}`, () => {
      const room = roomOf(file);
      const allowed = [room, ...(MAY_IMPORT[room] ?? ENTRIES[room] ?? [])];
      const isAllowed = (target: string) =>
        allowed.some(folder => target === folder || target.startsWith(`${folder}/`));
      for (const imported of importsOf(file)) {
        const only = BEHIND_ONE_FILE[imported];
        if (only !== undefined) expect(file, imported).to.equal(only);
      }
      for (const target of targetsOf(file)) {
        if (target.startsWith('..'))
          expect(target).to.match(/^\.\.\/(package|fn-config\/schema)\.json$/);
        else expect(isAllowed(target), `${file} imports ${target}`).to.equal(true);
      }
      if (!(file in ENTRIES)) {
        expect(textOf(file), 'only entries touch the process').not.to.match(/\bprocess\./);
      }
    });
  }

  it('are those of folders that exist', () => {
    const rooms = new Set(files.map(roomOf));
    expect([...rooms].filter(room => !(room in MAY_IMPORT) && !(room in ENTRIES))).to.deep.equal(
      [],
    );
  });

  it('make no circle', () => {
    const left = new Map(files.map(file => [file, targetsOf(file)]));
    const isFree = (file: string) => !left.get(file)?.some(target => left.has(target));
    for (let free = files; free.length > 0; free = [...left.keys()].filter(isFree)) {
      for (const file of free.filter(isFree)) left.delete(file);
    }
    expect([...left.keys()]).to.deep.equal([]);
  });
});

describe('the name of a file', () => {
  it('is that of one file, but where the folders tell them apart', () => {
    const names = files.map(file => basename(file));
    const shared = names.filter((name, index) => names.indexOf(name) !== index);
    expect([...new Set(shared)].toSorted()).to.deep.equal(Object.keys(SHARED_NAMES));
  });
});
