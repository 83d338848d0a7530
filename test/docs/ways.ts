// How the commands of the documents are run where their registry, network or cluster is not there.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { hasEngine } from '../image/run.ts';
import { ROOT } from '../support/documents.ts';
import { hasProgram } from '../support/needs.ts';

/** The bundle, from the scratch folder. */
const FUNCTION = 'node dist/function.js';
export const KPT = { kpt: hasProgram('kpt', 'version') };
export const KUBECTL = { kubectl: hasProgram('kubectl', 'version', '--client') };

const SOURCE = 'https://github.com/enable-private-registries/enable-private-registries';
/** Puts the bundle into the place of the image in every Kptfile. */
const WITH_BUNDLE = `sed -i 's#image: ${PUBLISHED_IMAGE}#exec: ${FUNCTION}#' */Kptfile`;

type Way = {
  readonly command: RegExp;
  /** What of the machine it takes. */
  readonly needed?: Readonly<Record<string, boolean>>;
  /** The shell's text in its place, in the scratch folder; `undefined`: it is not executed. */
  readonly as?: (command: string) => string;
  /** Why it is not executed as it stands. */
  readonly because?: string;
};

/** How each command is run; the first that fits counts, and one that fits none fails. */
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
      `${command.replace('make', `make -C ${ROOT}`)} BASE_IMAGE=$base`,
  },
  { command: /^docker push \S+$/, because: 'the registry is an example' },
  {
    command: /^kpt pkg get https:\S+\/nephio\/core\/porch@main porch$/,
    because: 'it takes a network: the embedded package has its place',
    as: () => 'test -f porch/Kptfile',
  },
  {
    command: new RegExp(`^kpt pkg get ${SOURCE}\\.git/examples/\\S+@main$`),
    because: 'it takes a network: the example of this checkout has its place',
    as: command =>
      `cp -r ${ROOT}${command.replace(`kpt pkg get ${SOURCE}.git/`, '').replace('@main', '')} .`,
  },
  {
    command: /^kpt fn (render|eval|source) /,
    needed: KPT,
    because: 'the image is in no registry: the bundle has its place',
    as: command =>
      command
        .replace(` --image ${PUBLISHED_IMAGE} `, ` --exec "${FUNCTION}" `)
        .replace('kpt fn render', `${WITH_BUNDLE} && kpt fn render --allow-exec`)
        .replaceAll('/tmp/porch', 'porch'),
  },
  {
    command: /^cp -r examples\/\S+ \/tmp\/porch$/,
    because: 'the copy is in a folder of its own',
    as: command =>
      `rm -r porch && ${command.replace('examples', `${ROOT}examples`).replace('/tmp/porch', 'porch')}`,
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
    as: command => `${command.replace(/ (?:\||--) .*/, '')} --help`,
  },
];

const UNKNOWN: Way = {
  command: /^/,
  because: 'it must have a line in WAYS',
  as: () => 'echo it must have a line in WAYS; false',
};

export const wayOf = (command: string): Way =>
  WAYS.find(each => each.command.test(command)) ?? UNKNOWN;

/** What the command printed. */
export function run(command: string, scratch: string): string {
  const { as } = wayOf(command);
  if (as === undefined) return '';
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', as(command)], {
    cwd: scratch,
    encoding: 'utf8',
  });
  expect(status, `${command}\n${stdout}${stderr}`).to.equal(0);
  return stdout + stderr;
}
