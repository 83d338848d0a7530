// The commands of the documents, in the order given, each section on a package of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { hasEngine } from '../image/run.ts';
import { blocksOf, commandsOf, documents, proseOf, ROOT, textOf } from '../support/documents.ts';
import { hasProgram, needs } from '../support/needs.ts';

const RUNNER = '2-function-runner.yaml';
const FUNCTION = 'node dist/function.js';
const KPT = { kpt: hasProgram('kpt', 'version') };
const KUBECTL = { kubectl: hasProgram('kubectl', 'version', '--client') };

type Way = {
  readonly command: RegExp;
  /** What of the machine it takes. */
  readonly needed?: Readonly<Record<string, boolean>>;
  /** The shell's text in its place, in the scratch folder; `undefined`: it is not executed. */
  readonly as?: (command: string) => string;
  /** Why it is not executed as it stands. */
  readonly because?: string;
};

/** How each command is run. One that fits no line fails. */
const WAYS: readonly Way[] = [
  {
    command: /^make demo$/,
    as: () => `make -C ${ROOT} --dry-run demo && node ${ROOT}hack/demo.ts`,
  },
  {
    command: /^make (test|build)$/,
    because: 'this run is it, or comes after it',
    as: command => `make -C ${ROOT} --dry-run ${command.slice(5)}`,
  },
  {
    command: /^make image IMAGE=\S+$/,
    needed: { 'a Docker engine': hasEngine },
    because: 'no registry has the base images: a stand-in takes their place',
    as: command =>
      `base=$(${ROOT}hack/base-image) && ` +
      `${command.replace('make', `make -C ${ROOT}`)} BASE_IMAGE=$base BUILD_IMAGE=$base`,
  },
  { command: /^docker push \S+$/, because: 'the registry is an example' },
  {
    command: /^kpt pkg get https:\S+\/nephio\/core\/porch@main porch$/,
    because: 'it takes a network: the embedded package has its place',
    as: () => 'test -f porch/Kptfile',
  },
  {
    command: /^kpt fn (render|eval|source) /,
    needed: KPT,
    because: 'the image is in no registry: the bundle has its place',
    as: command =>
      command
        .replace(` --image ${PUBLISHED_IMAGE} `, ` --exec "${FUNCTION}" `)
        .replace('kpt fn render', 'kpt fn render --allow-exec')
        .replaceAll('/tmp/porch', 'porch'),
  },
  {
    command: /^cp -r examples\/\S+ \/tmp\/porch$/,
    because: 'the copy is in a folder of its own',
    as: command =>
      `rm -r porch && ${command.replace('examples', `${ROOT}examples`).replace('/tmp/', '')}`,
  },
  { command: /^kpt live init porch$/, needed: KPT, as: command => command },
  {
    command: /^kpt live apply porch$/,
    needed: KPT,
    because: 'it takes a cluster',
    as: command => `${command} --help`,
  },
  {
    command: /^kubectl [^|]*( \| sha256sum)?$/,
    needed: KUBECTL,
    because: 'it takes a cluster: kubectl reads its flags only',
    as: command => `${command.replace(/ \| .*/, '')} --help`,
  },
];

const wayOf = (command: string): Way => {
  const way = WAYS.find(each => each.command.test(command));
  if (way === undefined) throw new Error(`\`${command}\` must have a line in WAYS`);
  return way;
};

const blocks = documents.flatMap(file => blocksOf(textOf(file)));
const sections = [...new Set(blocks.map(({ heading }) => heading))];
const blocksUnder = (wanted: string, language: string) =>
  blocks.filter(({ heading, ...block }) => heading === wanted && block.language === language);

const commandsUnder = (section: string) => blocksUnder(section, 'shell').flatMap(commandsOf);

/** Blocks that open with a comment are files: the comment is the name. */
const files = blocks
  .filter(({ language }) => language === 'yaml')
  .flatMap(({ text }) => {
    const name = /^# (\S+)\n/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, text }];
  });
const fileOf = (name: string) => files.find(file => file.name === name)?.text ?? '';

type End = { readonly scratch: string; readonly original: string; readonly said: string };
/** What holds after a section's commands. */
const OUTCOMES: Readonly<Record<string, (end: End) => void>> = {
  'kpt fn render': isWired,
  'kpt fn eval': isWired,
  Examples: isWired,
  Bare: ({ scratch }) => expect(read(scratch, 'out.yaml')).to.contain('kind: Secret'),
  Removal: ({ scratch, original, said }) => {
    expect(read(scratch, `porch/${RUNNER}`)).to.equal(original);
    const leftovers = commandsUnder('Removal').filter(command => command.startsWith('kubectl'));
    for (const command of leftovers) expect(said).to.contain(`\`${command}\``);
  },
};
/** Sections that start from what another has made. */
const AFTER: Readonly<Record<string, string>> = { Removal: 'kpt fn eval' };

const read = (scratch: string, file: string) => readFileSync(join(scratch, file), 'utf8');

function isWired({ scratch }: End): void {
  const text = read(scratch, `porch/${RUNNER}`);
  expect(text).to.contain('--enable-private-registries=true');
  expect(text).to.contain('kind: Secret');
}

/** A copy of the embedded package, with the files that the section's own blocks are. */
function scratchFor(section: string): string {
  const scratch = mkdtempSync(join(tmpdir(), 'epr-readme-'));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    writeFileSync(join(scratch, file), text);
  };
  const isRendered = blocksUnder(section, 'yaml').some(({ text }) => text.startsWith('# Kptfile'));
  const pipeline = isRendered
    ? fileOf('Kptfile').replace(`image: ${PUBLISHED_IMAGE}`, `exec: ${FUNCTION}`)
    : '';
  put(
    'porch/Kptfile',
    `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: porch\n${pipeline}`,
  );
  put(`porch/${RUNNER}`, textOf(RUNNER));
  const config = 'registry-credentials.yaml';
  put(isRendered ? `porch/${config}` : config, fileOf(config));
  cpSync(join(ROOT, 'dist'), join(scratch, 'dist'), { recursive: true });
  return scratch;
}

/** What the command printed. */
function run(command: string, scratch: string): string {
  const { as } = wayOf(command);
  if (as === undefined) return '';
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', as(command)], {
    cwd: scratch,
    encoding: 'utf8',
  });
  expect(status, `${command}\n${stdout}${stderr}`).to.equal(0);
  return stdout + stderr;
}

describe('the commands of the documents', function () {
  this.timeout(240_000);

  for (const section of sections.filter(name => commandsUnder(name).length > 0)) {
    describe(section, () => {
      let scratch: string;
      let original: string;
      let said = '';
      before(() => {
        scratch = scratchFor(section);
        if (KPT.kpt) spawnSync('kpt', ['fn', 'eval', 'porch', '--exec', 'cat'], { cwd: scratch });
        original = read(scratch, `porch/${RUNNER}`);
        const [earlier] = commandsUnder(AFTER[section] ?? '');
        if (KPT.kpt && earlier !== undefined) run(earlier, scratch);
      });
      after(() => rmSync(scratch, { recursive: true }));

      const commands = commandsUnder(section);
      for (const command of commands) {
        describe(command, () => {
          const { needed = {}, because, as } = wayOf(command);
          for (const [what, present] of Object.entries(needed)) needs(what, present);
          const form = as === undefined ? 'is not run' : 'runs in another form';
          it(because === undefined ? 'runs' : `${form}: ${because}`, () => {
            said += run(command, scratch);
          });
        });
      }
      const outcome = OUTCOMES[section];
      if (outcome === undefined) return;
      describe('in the end', () => {
        needs('kpt', KPT.kpt);
        it('the package is as it says', () => outcome({ scratch, original, said }));
      });
    });
  }
});

describe('the kubectl commands in the text of the documents', () => {
  needs('kubectl', KUBECTL.kubectl);
  for (const file of documents) {
    for (const [, command = ''] of proseOf(textOf(file)).matchAll(/`(kubectl -[^`]+)`/g)) {
      it(`${file}: ${command}`, () => void run(command, tmpdir()));
    }
  }
});
