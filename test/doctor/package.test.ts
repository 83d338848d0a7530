// Packages in folders: what the doctor prints for a fault, run as printed, puts it right.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { dump, loadAll } from 'js-yaml';
import { examineFolder } from '../../src/doctor/examine-package.ts';
import { type Request, readArguments } from '../../src/doctor/request.ts';
import { reportOn } from '../../src/doctor/run.ts';
import { type Any, PACKAGE_FAULTS } from '../checks/package-faults.ts';
import { CREDENTIALS } from '../support/config.ts';
import { EMBEDDED_FILE, embeddedText } from '../support/embedded.ts';
import { FUNCTION } from '../support/kpt.ts';
import { hasProgram, needs } from '../support/needs.ts';

const NOW = new Date('2026-01-01');
const REQUEST = readArguments([], () => false) as Request;

type Found = { readonly code: string; readonly command?: string; readonly file?: string };
const examine = (folder: string): Found[] => {
  const style = { json: true, isColoured: false, threshold: 'error' } as const;
  const examination = examineFolder(folder, REQUEST, NOW);
  if (!examination.ok) throw new Error(examination.findings[0].message);
  return JSON.parse(reportOn(examination.value, style).text).findings;
};

describe('the doctor on the folder of a package', function () {
  this.timeout(60_000);
  needs('kpt', hasProgram('kpt', 'version'));
  let root: string;
  let healthy: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'doctor-'));
    healthy = join(root, 'healthy');
    mkdirSync(healthy);
    const program = join(root, 'enable-private-registries');
    writeFileSync(program, `#!/bin/sh\nexec ${FUNCTION}\n`);
    chmodSync(program, 0o755);
    const write = (file: string, object: object) =>
      writeFileSync(join(healthy, file), dump(object));
    write('Kptfile', {
      apiVersion: 'kpt.dev/v1',
      kind: 'Kptfile',
      metadata: { name: 'porch' },
      pipeline: { mutators: [{ exec: program, configPath: 'registry-credentials.yaml' }] },
    });
    write('registry-credentials.yaml', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'registry-credentials' },
      data: CREDENTIALS,
    });
    writeFileSync(join(healthy, EMBEDDED_FILE), embeddedText());
    execFileSync('kpt', ['fn', 'render', healthy, '--allow-exec'], { stdio: 'pipe' });
  });
  after(() => root && rmSync(root, { recursive: true }));

  /** A copy with the fault in it. */
  function withFault(inject: (objects: Any[]) => void): string {
    const folder = join(mkdtempSync(join(root, 'fault-')), "a package's folder");
    cpSync(healthy, folder, { recursive: true });
    const files = readdirSync(folder);
    const places = new Map<Any, string>();
    for (const file of files) {
      for (const object of loadAll(readFileSync(join(folder, file), 'utf8')))
        places.set(object, file);
    }
    const objects = [...places.keys()];
    inject(objects);
    for (const file of [...files, 'added.yaml']) {
      const held = objects.filter(object => (places.get(object) ?? 'added.yaml') === file);
      if (held.length > 0)
        writeFileSync(join(folder, file), held.map(each => dump(each)).join('---\n'));
      else rmSync(join(folder, file), { force: true });
    }
    return folder;
  }

  it('finds nothing where the function ran', () => {
    expect(examine(healthy)).to.deep.equal([]);
  });

  it('says the file of what is wrong', () => {
    const folder = withFault(objects => {
      objects.find(({ kind }) => kind === 'Secret').type = 'Opaque';
    });
    expect(examine(folder).map(({ code, file }) => `${code} ${file}`)).to.deep.equal([
      `EPR0303 ${EMBEDDED_FILE}`,
    ]);
  });

  it('says where a document is no YAML', () => {
    const folder = withFault(() => undefined);
    writeFileSync(join(folder, 'more.yaml'), 'kind: A\n---\nkind: [');
    expect(examine(folder).map(({ code, file }) => `${code} ${file}`)).to.deep.equal([
      'EPR1006 more.yaml',
    ]);
  });

  for (const { name, codes, inject, isCorrected } of PACKAGE_FAULTS) {
    it(`${isCorrected ? 'prints what puts right' : 'names'} ${name}`, () => {
      const folder = withFault(inject);
      const found = examine(folder);
      expect(found.map(({ code }) => code)).to.have.members(codes);
      const [command] = found.flatMap(each => each.command ?? []);
      expect(command !== undefined, command).to.equal(isCorrected === true);
      if (command === undefined) return;
      execFileSync('bash', ['-c', command], { stdio: 'pipe' });
      expect(examine(folder)).to.deep.equal([]);
    });
  }
});
