// The environment variables, each checked at the start.
import { isIP } from 'node:net';
import { error, type Finding } from '../findings/finding.ts';
import { type Step, unlessErrors } from '../findings/step.ts';
import type { Refs } from './api/objects.ts';

export type Config = {
  readonly sourceNamespace: string;
  readonly targetNamespace: string;
  readonly secretName: string;
  readonly serviceAccount: string;
  readonly port: number;
  /** Where the probes and metrics are served; undefined for all addresses of the pod. */
  readonly listenAddress: string | undefined;
  readonly logLevel: string;
  readonly resyncMs: number;
  /** A file; undefined in a cluster. */
  readonly kubeconfig: string | undefined;
  /** Labels of the function runner's pods, which are to be refreshed after a new payload; or none are. */
  readonly runnerSelector: string | undefined;
};

export type Env = Readonly<Record<string, string | undefined>>;

type Rule = { readonly is: RegExp; readonly must: string; readonly ifUnset?: string };

const LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACE = { is: LABEL, must: 'must be the name of a namespace' };
const NAME = { is: SUBDOMAIN, must: 'must be the name of an object (a DNS-1123 subdomain)' };

/** What the manifest can set, with its default; without a default it must be set. */
const RULES = {
  SOURCE_NAMESPACE: NAMESPACE,
  TARGET_NAMESPACE: NAMESPACE,
  SECRET_NAME: NAME,
  SERVICE_ACCOUNT: { ...NAME, ifUnset: 'default' },
  PORT: {
    is: /^(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
    must: 'must be a port, 0 to 65535 (0 picks a free one)',
    ifUnset: '8081',
  },
  LOG_LEVEL: {
    is: /^(trace|debug|info|warn|error|fatal|silent)$/,
    must: 'must be trace, debug, info, warn, error, fatal or silent',
    ifUnset: 'info',
  },
  RESYNC_SECONDS: {
    is: /^[1-9]\d{0,4}$/,
    must: 'must be whole seconds, 1 to 99999',
    ifUnset: '300',
  },
  RUNNER_SELECTOR: {
    is: /^[\w./-]+=[\w.-]*(,[\w./-]+=[\w.-]*)*$/,
    must: 'must be labels, as in `app=function-runner,tier=a`',
    ifUnset: '',
  },
} satisfies Readonly<Record<string, Rule>>;

/** The configuration, or what to change, one finding for each variable. */
export function readConfig(env: Env): Step<Config> {
  const rules = Object.entries<Rule>(RULES);
  const findings = [
    ...rules.flatMap(([name, rule]) => check(name, rule, env[name])),
    ...checkTogether(env),
  ];
  const read = (name: keyof typeof RULES) => env[name] || (RULES[name] as Rule).ifUnset || '';
  return unlessErrors(findings, () => ({
    sourceNamespace: read('SOURCE_NAMESPACE'),
    targetNamespace: read('TARGET_NAMESPACE'),
    secretName: read('SECRET_NAME'),
    serviceAccount: read('SERVICE_ACCOUNT'),
    port: Number(read('PORT')),
    listenAddress: env.LISTEN_ADDRESS || undefined,
    logLevel: read('LOG_LEVEL'),
    resyncMs: Number(read('RESYNC_SECONDS')) * 1000,
    kubeconfig: env.KUBECONFIG || undefined,
    runnerSelector: read('RUNNER_SELECTOR') || undefined,
  }));
}

/** The value is not repeated: a credential can stand in any variable by mistake. */
function check(name: string, { is, must, ifUnset }: Rule, value = ''): Finding[] {
  if (value !== '') return is.test(value) ? [] : [invalid(name, must)];
  if (ifUnset !== undefined) return [];
  return [error('variable-missing', `\`${name}\` is not set. It ${must}.`)];
}

const invalid = (name: string, must: string): Finding =>
  error('variable-invalid', `\`${name}\` has an invalid value. It ${must}.`);

function checkTogether(env: Env): Finding[] {
  const { SOURCE_NAMESPACE: source, TARGET_NAMESPACE: target, LISTEN_ADDRESS: address } = env;
  const isAlone = !env.KUBECONFIG && !env.KUBERNETES_SERVICE_HOST;
  return [
    ...(source && source === target ? [NAMESPACES_EQUAL] : []),
    ...(address && isIP(address) === 0 ? [invalid('LISTEN_ADDRESS', 'must be an IP address')] : []),
    ...(isAlone ? [CLUSTER_UNKNOWN] : []),
  ];
}

const NAMESPACES_EQUAL = error(
  'namespaces-equal',
  '`TARGET_NAMESPACE` and `SOURCE_NAMESPACE` are equal. ' +
    'Set two different namespaces, or remove the sync: one Secret needs no copy.',
);

const CLUSTER_UNKNOWN = error(
  'cluster-unknown',
  'No cluster is known. Run the sync in a pod, or set `KUBECONFIG` to a file.',
);

/** The objects that a configuration names. */
export function refsOf(config: Config): Refs {
  const { sourceNamespace, targetNamespace, secretName, serviceAccount } = config;
  return {
    source: { resource: 'secrets', namespace: sourceNamespace, name: secretName },
    target: { resource: 'secrets', namespace: targetNamespace, name: secretName },
    serviceAccount: {
      resource: 'serviceaccounts',
      namespace: targetNamespace,
      name: serviceAccount,
    },
  };
}
