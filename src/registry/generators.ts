// Generators of short-lived logins, as the External Secrets operator has them: what is known of each kind.
import { error, type Finding, warning } from '../findings/finding.ts';
import { failed, type Step, unlessErrors } from '../findings/step.ts';
import { nearest } from '../nearest.ts';

/** An object of `generators.external-secrets.io`, in the Deployment's namespace or for the whole cluster. */
export type Generator = { readonly kind: string; readonly name: string };

type Kind = {
  /** The hosts for which its logins are, and the name that people give them. */
  readonly hosts?: readonly [name: string, pattern: RegExp];
  /** In what words a token lives how long, and the longest interval between two, as text and in seconds. */
  readonly life?: {
    readonly words: string;
    readonly atMost: readonly [text: string, seconds: number];
    readonly report: typeof error;
  };
};

const HOUR = {
  words: 'may live for no more than an hour',
  atMost: ['45m', 45 * 60],
  report: warning,
} as const;

const KINDS: Readonly<Record<string, Kind>> = {
  ECRAuthorizationToken: {
    hosts: ['Amazon ECR', /\.dkr[.-]ecr(-fips)?\.|^public\.ecr\.aws$/],
    life: { words: 'lives for 12 hours', atMost: ['11h', 11 * 3600], report: error },
  },
  GCRAccessToken: {
    hosts: ['Google Artifact Registry', /(^|\.)gcr\.io$|\.pkg\.dev$/],
    life: HOUR,
  },
  ACRAccessToken: {
    hosts: ['Azure Container Registry', /\.azurecr\.[a-z]+$/],
    life: HOUR,
  },
  GithubAccessToken: { life: HOUR },
  QuayAccessToken: {},
  CloudsmithAccessToken: {},
  VaultDynamicSecret: {},
  Webhook: {},
  Fake: {},
  ClusterGenerator: {},
};
/** What these make is no login of a registry. */
const WITHOUT_LOGIN = ['Grafana', 'MFA', 'Password', 'SSHKey', 'STSSessionToken', 'UUID'];

const FORM =
  /^(?<kind>[A-Z][A-Za-z0-9]*)\/(?<name>[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

/**
 * The generator that `KIND/NAME` names. A kind that the function does not know may be one of a later
 * operator: a warning.
 */
export function parseGenerator(value: unknown, at: string): Step<Generator> {
  const { kind, name } = (typeof value === 'string' && FORM.exec(value)?.groups) || {};
  if (kind === undefined || name === undefined || name.length > 253) {
    return failed(error('generator-form', BAD_FORM, at));
  }
  return unlessErrors(kindFindings(kind, at), () => ({ kind, name }));
}

function kindFindings(kind: string, at: string): Finding[] {
  if (Object.hasOwn(KINDS, kind)) return [];
  if (WITHOUT_LOGIN.includes(kind)) return [error('generator-without-login', NO_LOGIN, at)];
  const meant = nearest(kind, Object.keys(KINDS));
  if (meant === undefined) return [warning('generator-unknown', UNKNOWN, at)];
  const message = `the kind of \`generator\` is misspelt. Write \`${meant}\``;
  return [error('generator-misspelt', message, at)];
}

/** A warning where the generator's logins are for other hosts. */
export function checkHost({ kind }: Generator, host: string, at: string): Finding[] {
  const [name, pattern] = KINDS[kind]?.hosts ?? [];
  if (pattern?.test(host) !== false) return [];
  const message =
    `the generator makes logins for ${name}, and the host does not look like one of its hosts. ` +
    'Check that the two belong together';
  return [warning('generator-elsewhere', message, at)];
}

/** What is wrong where a token is made anew every so many seconds; 0 stands for never. */
export function checkRefresh({ kind }: Generator, seconds: number, at: string): Finding[] {
  if (seconds === 0) return [error('refresh-never', NEVER, at)];
  const life = KINDS[kind]?.life;
  if (life === undefined || seconds <= life.atMost[1]) return [];
  const message =
    `the time is too long: a token of \`${kind}\` ${life.words}. ` +
    `Set \`${life.atMost[0]}\` or less`;
  return [life.report('refresh-too-slow', message, at)];
}

const BAD_FORM =
  "`generator` is not KIND/NAME. Write the kind and the name of the generator's object, as in " +
  '`ECRAuthorizationToken/porch`';
const NO_LOGIN =
  'a generator of this kind makes no login for a registry. Use one that does, such as `ECRAuthorizationToken`';
const UNKNOWN =
  'this function does not know the kind of `generator`. Check its spelling, and that the operator in the cluster has it';
const NEVER =
  'with `0` a token is never made anew. Set a shorter time than a token lives, such as `30m`';
