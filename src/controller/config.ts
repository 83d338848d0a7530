// The environment variables, each checked at the start.
import { isIP } from 'node:net';
import type { Refs } from './objects.ts';

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
} satisfies Readonly<Record<string, Rule>>;

/** The configuration, or what must be changed, one sentence for each variable. */
export function readConfig(env: Env): { config: Config } | { faults: readonly string[] } {
  const faults = [
    ...Object.entries<Rule>(RULES).flatMap(([name, rule]) => faultOf(name, rule, env[name])),
    ...faultsOfAll(env),
  ];
  if (faults.length > 0) return { faults };
  const read = (name: keyof typeof RULES) => env[name] || (RULES[name] as Rule).ifUnset || '';
  return {
    config: {
      sourceNamespace: read('SOURCE_NAMESPACE'),
      targetNamespace: read('TARGET_NAMESPACE'),
      secretName: read('SECRET_NAME'),
      serviceAccount: read('SERVICE_ACCOUNT'),
      port: Number(read('PORT')),
      listenAddress: env.LISTEN_ADDRESS || undefined,
      logLevel: read('LOG_LEVEL'),
      resyncMs: Number(read('RESYNC_SECONDS')) * 1000,
      kubeconfig: env.KUBECONFIG || undefined,
    },
  };
}

/** The value is not repeated: a credential can stand in any variable by mistake. */
function faultOf(name: string, { is, must, ifUnset }: Rule, value = ''): string[] {
  if (value !== '') return is.test(value) ? [] : [`${name} ${must}`];
  return ifUnset === undefined ? [`${name} must be set: it ${must}`] : [];
}

function faultsOfAll(env: Env): string[] {
  const isOne = env.SOURCE_NAMESPACE && env.SOURCE_NAMESPACE === env.TARGET_NAMESPACE;
  const isAlone = !env.KUBECONFIG && !env.KUBERNETES_SERVICE_HOST;
  return [
    ...(isOne
      ? ['TARGET_NAMESPACE must differ from SOURCE_NAMESPACE: one Secret needs no sync']
      : []),
    ...(env.LISTEN_ADDRESS && isIP(env.LISTEN_ADDRESS) === 0
      ? ['LISTEN_ADDRESS must be an IP address']
      : []),
    ...(isAlone ? ['KUBECONFIG must name a file, unless this runs in a pod of a cluster'] : []),
  ];
}

/** The objects that a configuration is about. */
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
