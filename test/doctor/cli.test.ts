// The doctor as a program: arguments, streams, exit status.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { dump } from 'js-yaml';
import { type Objects, one } from '../checks/package-faults.ts';
import { wired } from '../checks/wired.ts';
import { resourceList } from '../support/config.ts';
import { blocksOf, textOf } from '../support/documents.ts';
import { hasProgram, needs } from '../support/needs.ts';

/** The bundle. */
const DOCTOR = fileURLToPath(new URL('../../dist/doctor.js', import.meta.url));
const HELP_LINES = 24;
const HELP_COLUMNS = 100;

describe('the program doctor', function () {
  this.timeout(30_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const env = () => ({ PATH: process.env.PATH, HOME: folder });
  const run = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, [DOCTOR, ...args], { input, encoding: 'utf8', env: env() });
  const packageOf = (objects: Objects): string => {
    const place = mkdtempSync(join(folder, 'package-'));
    writeFileSync(join(place, 'all.yaml'), objects.map(object => dump(object)).join('---\n'));
    return place;
  };
  const broken = (): Objects => {
    const objects = wired();
    one(objects, 'Secret', 'auth-secret').type = 'Opaque';
    return objects;
  };
  const doubtful = (): Objects => {
    const objects = wired();
    delete one(objects, 'Deployment', 'pull-secret-sync').spec.template.spec.imagePullSecrets;
    return objects;
  };

  it('shows its help on one screen', () => {
    for (const flag of ['-h', '--help']) {
      const { status, stdout } = run([flag]);
      expect(status).to.equal(0);
      const lines = stdout.split('\n');
      expect(lines.length).to.be.at.most(HELP_LINES);
      for (const line of lines) expect(line.length).to.be.at.most(HELP_COLUMNS);
    }
  });

  it('exits with 0 where all is right', () => {
    const { status, stdout, stderr } = run([packageOf(wired())]);
    expect(stdout).to.match(/^0 broken, \d+ checks are right\n$/);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  });

  it('exits with 1 at the threshold, which is error', () => {
    const doubt = packageOf(doubtful());
    expect(run([packageOf(broken())]).status).to.equal(1);
    expect(run([doubt]).status).to.equal(0);
    expect(run([doubt, '--failure-threshold=warning']).status).to.equal(1);
  });

  it('says code, object, file, cause and cure', () => {
    const { stdout } = run([packageOf(broken())]);
    expect(stdout.split('\n').slice(0, 4)).to.deep.equal([
      'Broken',
      'EPR0303  Secret porch-system/auth-secret (2-function-runner.yaml)',
      '         `type` must be `kubernetes.io/dockerconfigjson`.',
      '         Make the Secret anew with it.',
    ]);
  });

  it("is README's example: what it shows is what it says", () => {
    const block = blocksOf(textOf('README.md')).find(({ text }) =>
      text.includes('doctor.js porch'),
    );
    const objects = wired();
    const { command } = one(objects, 'Deployment', 'function-runner').spec.template.spec
      .containers[0];
    const index = command.findIndex((flag: string) => flag === '--enable-private-registries=true');
    command[index] = '--enable-private-registry=true';
    const parent = mkdtempSync(join(folder, 'readme-'));
    renameSync(packageOf(objects), join(parent, 'porch'));
    const { stdout } = spawnSync(process.execPath, [DOCTOR, 'porch'], {
      cwd: parent,
      encoding: 'utf8',
    });
    expect(block?.text).to.equal(`$ node dist/doctor.js porch\n${stdout}`);
  });

  it('names file and line of what is no YAML', () => {
    const place = packageOf(broken());
    writeFileSync(join(place, 'x.yaml'), 'a: 1\n---\nb: 1\n---\nc: 1\n: :\n\t- x\n');
    const { stdout } = run([place]);
    expect(stdout).to.match(
      /EPR1006 {2}x\.yaml\n +A document of the file cannot be read: line [67] /,
    );
  });

  it('reads a ResourceList on stdin, and its options', () => {
    const list = resourceList(broken().map(object => JSON.stringify(object)));
    expect(run(['-'], list).status).to.equal(1);
    expect(run(['-'], 'no list').status).to.equal(2);
  });

  it('gives JSON of the documented shape', () => {
    const place = packageOf(broken());
    const { stdout, status } = run([place, 'ghcr.io/org/fn:v1', '--no-network', '-o', 'json']);
    const { passed, ...report } = JSON.parse(stdout);
    expect(passed).to.include.members(['EPR0101', 'EPR0301']);
    expect(status).to.equal(1);
    expect(report).to.deep.equal({
      version: 1,
      exitStatus: 1,
      findings: [
        {
          code: 'EPR0303',
          severity: 'error',
          message: '`type` must be `kubernetes.io/dockerconfigjson`. Make the Secret anew with it',
          object: {
            apiVersion: 'v1',
            kind: 'Secret',
            name: 'auth-secret',
            namespace: 'porch-system',
          },
          field: 'type',
          file: '2-function-runner.yaml',
          command: `kpt fn render ${place}`,
        },
      ],
      unchecked: [],
      images: [
        {
          name: 'ghcr.io/org/fn:v1',
          position: 1,
          answers: [{ readers: ['function runner', 'kubelet'], entry: 'auths entry 1' }],
        },
      ],
    });
  });

  it('exits with 2 where it cannot check, and repeats no argument', () => {
    const faults = [
      ['--passwrod=fake-secret'],
      ['-o', 'fake-secret'],
      ['--failure-threshold=fake-secret'],
    ];
    for (const args of [...faults, [], ['--kubeconfig', join(folder, 'none')]]) {
      const { status, stdout, stderr } = run(args);
      expect({ status, stdout }, args.join()).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr).to.match(/\.\n$/).and.not.to.contain('fake-secret');
    }
  });

  it('takes no mistyped folder for an image', () => {
    const names = ['porhc', './porch', '../porch/', '/nowhere', 'porch/', 'a/deployment.yaml'];
    for (const name of [...names, join(packageOf(broken()), '2-function-runner.yaml')]) {
      const { status, stderr } = run([name, '--no-network']);
      expect(status, name).to.equal(2);
      expect(stderr).to.match(/^The first argument is no folder\. Give the folder/);
    }
  });

  it('follows no link, and so no link to itself', () => {
    const place = packageOf(broken());
    symlinkSync('loop', join(place, 'loop'));
    expect(run([place]).status).to.equal(1);
  });

  describe('where a folder of the package is closed to its user', () => {
    needs('root', process.getuid?.() === 0);

    it('exits with 2, and says which', () => {
      const place = packageOf(broken());
      mkdirSync(join(place, 'closed'), { mode: 0 });
      for (const path of [folder, place]) chmodSync(path, 0o755);
      const said = spawnSync(process.execPath, [DOCTOR, place, '-o', 'json'], {
        encoding: 'utf8',
        uid: 65534,
      });
      expect(said).to.include({
        status: 2,
        stdout: '',
        stderr:
          'The package cannot be read: closed (EACCES). Correct its rights, or run as who may read it.\n',
      });
    });
  });

  describe('on a terminal', () => {
    needs('script', hasProgram('script', '--version'));
    const onTerminal = (place: string, more = {}) =>
      spawnSync('script', ['-qec', `${process.execPath} ${DOCTOR} ${place}`, '/dev/null'], {
        encoding: 'utf8',
        env: { ...env(), TERM: 'xterm', ...more },
      }).stdout;

    it('has colours, unless NO_COLOR is set; nowhere else', () => {
      const place = packageOf(broken());
      const red = '\u001b[31mBroken';
      expect(onTerminal(place)).to.contain(red);
      expect(onTerminal(place, { NO_COLOR: '1' })).not.to.contain('\u001b[');
      expect(run([place]).stdout).not.to.contain('\u001b[');
    });
  });
});
