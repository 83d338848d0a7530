// The directions of imports: what a folder may know, and who may touch the process.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** Folders of src, and what each may import besides itself; a wing of a folder has a line of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  findings: [],
  yaml: [],
  krm: ['findings', 'yaml'],
  registry: ['findings', 'nearest.ts'],
  porch: [],
  function: ['findings', 'yaml', 'krm', 'registry', 'porch', 'nearest.ts'],
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
  'nearest.ts': [],
  'stdio.ts': [],
};
/** Files that start something, or that others start with; nothing else imports them. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'function.ts': ['load.ts'],
  'load.ts': ['main.ts'],
  'main.ts': ['function', 'stdio.ts'],
  'sync.ts': ['controller', 'findings'],
  'sdk.ts': ['function'],
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
        if (!imported.startsWith('.')) continue;
        const target = normalize(join(dirname(file), imported));
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
});
