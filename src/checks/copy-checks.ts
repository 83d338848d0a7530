// Checks of the copy of the pull secret in the pods' namespace, and of the pods' ServiceAccount.
import { textIn } from '../function/observe/existing-secret.ts';
import { get, isSame, listAt } from '../krm/object.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../registry/pull-secret.ts';
import { broken, check } from './check.ts';
import type { Names } from './fact.ts';
import { holdsLogin } from './logins.ts';
import { add } from './patch.ts';
import { reference } from './secret.ts';

/** The account that function pods run under. */
export const POD_ACCOUNT = 'default';

/** None without a login to copy: a good copy would be lost. */
const copied = (names: Names, text: string | undefined, how: string) =>
  holdsLogin(text) ? { command: copying(names, how) } : {};

/** Makes a Secret with the docker config of the source; no credential is shown, nor in an argument. */
export const copying = ({ namespace, podNamespace, secretName }: Names, how: string) =>
  `kubectl -n ${namespace} get secret ${secretName} -o jsonpath='{.data.\\.dockerconfigjson}' | base64 -d | ` +
  `kubectl -n ${podNamespace} create secret docker-registry ${secretName} ` +
  `--from-file=${DOCKER_CONFIG_KEY}=/dev/stdin --dry-run=client -o yaml | kubectl ${how} -f -`;

export const COPY_CHECKS = [
  check(
    'EPR0501',
    {
      title: "The pods' namespace is there",
      means: 'no function pod can be made',
      todo: 'create it; the namespace is that of `--pod-namespace`',
    },
    ['names', 'podNamespace'],
    ({ names: { podNamespace: name }, podNamespace }) => {
      if (podNamespace !== undefined) return [];
      const message = 'the namespace of the function pods is missing. Create it';
      return [
        broken(reference('Namespace', name), message, undefined, {
          command: `kubectl create namespace ${name}`,
        }),
      ];
    },
  ),
  check(
    'EPR0502',
    {
      title: 'The copy of the pull secret is there',
      means: 'function pods of private images stay in ImagePullBackOff',
      todo: 'the sync makes it: see its log and Events',
    },
    ['names', 'dockerConfig', 'copy'],
    ({ names, dockerConfig: { text }, copy }) => {
      if (copy !== undefined || names.namespace === names.podNamespace) return [];
      const missing = reference('Secret', names.secretName, names.podNamespace);
      const message = 'the copy of the pull secret is missing. Copy it there';
      return [broken(missing, message, undefined, copied(names, text, 'create'))];
    },
  ),
  check(
    'EPR0503',
    {
      title: 'The copy can be used and kept up to date',
      means:
        'one of another type, with other keys, or `immutable`, is foreign: the sync does not overwrite it',
      todo: 'replace it, or choose another `secretName`',
    },
    ['names', 'pullSecret', 'copy'],
    ({ names, pullSecret, copy }) => {
      if (copy === undefined) return [];
      const isTyped = get(copy, 'type') === DOCKER_CONFIG_TYPE;
      const isAlone = isSame(Object.keys(get(copy, 'data') ?? {}), [DOCKER_CONFIG_KEY]);
      const isFixed = get(copy, 'immutable') === true;
      if (isTyped && isAlone && !isFixed) return [];
      const [path, what] = isTyped
        ? isAlone
          ? ['immutable', 'is set, so the copy can never follow the pull secret']
          : ['data', `must hold \`${DOCKER_CONFIG_KEY}\` alone`]
        : ['type', `must be \`${DOCKER_CONFIG_TYPE}\``];
      const message = `\`${path}\` ${what}. Replace the Secret by a copy of the pull secret`;
      const text = pullSecret && textIn(pullSecret, DOCKER_CONFIG_KEY);
      return [broken(copy, message, path, copied(names, text, 'replace --force'))];
    },
  ),
  check(
    'EPR0504',
    {
      title: 'The copy equals the pull secret',
      means:
        'after a rotation the function pods are pulled with the old login, and stay in ImagePullBackOff',
      todo: 'see why the sync does not run; until then copy it by hand',
    },
    ['names', 'dockerConfig', 'copy'],
    ({ names, dockerConfig, copy }) => {
      const encoded = get(copy, 'data', DOCKER_CONFIG_KEY);
      if (copy === undefined || typeof encoded !== 'string') return [];
      if (Buffer.from(encoded, 'base64').equals(Buffer.from(dockerConfig.text))) return [];
      const path = `data["${DOCKER_CONFIG_KEY}"]`;
      const message = `\`${path}\` differs from that of the pull secret. Copy the pull secret again`;
      return [broken(copy, message, path, copied(names, dockerConfig.text, 'replace'))];
    },
  ),
  check(
    'EPR0505',
    {
      title: "The pods' ServiceAccount is there",
      means: 'no function pod can be made',
      todo: 'Kubernetes makes it with the namespace: see whether its controller manager runs',
    },
    ['names', 'podAccount'],
    ({ names: { podNamespace: name }, podAccount }) => {
      if (podAccount !== undefined) return [];
      const message = 'the ServiceAccount of the function pods is missing. Create it';
      const command = `kubectl -n ${name} create serviceaccount ${POD_ACCOUNT}`;
      const missing = reference('ServiceAccount', POD_ACCOUNT, name);
      return [broken(missing, message, undefined, { command })];
    },
  ),
  check(
    'EPR0506',
    {
      title: "The pods' ServiceAccount names the pull secret",
      means: 'pods that name no pull secret themselves are pulled anonymously',
      todo: 'the sync adds it: see its log and Events',
    },
    ['names', 'podAccount'],
    ({ names: { secretName }, podAccount }) => {
      if (podAccount === undefined) return [];
      const listed = listAt(podAccount, 'imagePullSecrets');
      if (listed.some(entry => get(entry, 'name') === secretName)) return [];
      const entry = { name: secretName };
      const isList = get(podAccount, 'imagePullSecrets') !== undefined;
      const patch = [
        isList ? add(['imagePullSecrets', '-'], entry) : add(['imagePullSecrets'], [entry]),
      ];
      const message = `\`imagePullSecrets\` lacks \`${secretName}\`. Add it`;
      return [broken(podAccount, message, 'imagePullSecrets', { patch })];
    },
  ),
];
