// Checks of the pull-secret sync: that it is there, for these namespaces, and runs.
import {
  SECRET_NAME,
  SOURCE_NAMESPACE,
  TARGET_NAMESPACE,
} from '../function/observe/sync-container.ts';
import { get, listAt } from '../krm/object.ts';
import { broken, check, doubtful } from './check.ts';
import { POD_SPEC } from './evaluator-facts.ts';
import { add, replace } from './patch.ts';
import { isReady, waitingIn } from './pod-facts.ts';

const variableOf = (container: unknown, name: string): string | undefined => {
  const entry = listAt(container, 'env').find(variable => get(variable, 'name') === name);
  const value = get(entry, 'value');
  return typeof value === 'string' ? value : undefined;
};

export const SYNC_CHECKS = [
  check(
    'EPR0601',
    {
      title: 'The pull-secret sync is there',
      means:
        'nothing keeps the copy equal: after a rotation function pods stay in ImagePullBackOff',
      todo: 'run the function with `sync: companion` or `sync: sidecar`, and apply what it writes',
      byFunction: true,
    },
    ['evaluator', 'names', 'sync'],
    ({ evaluator: { object }, names: { namespace, podNamespace }, sync }) => {
      if (sync !== undefined || namespace === podNamespace) return [];
      const message = `nothing keeps the copy in namespace \`${podNamespace}\` equal. Let the function write the sync`;
      return [doubtful(object, message)];
    },
  ),
  check(
    'EPR0602',
    {
      title: 'The sync copies this Secret between these namespaces',
      means: 'it keeps a copy that nobody reads',
      todo: 'run the function after what changed a namespace or a name',
      byFunction: true,
    },
    ['names', 'sync'],
    ({ names: { namespace, podNamespace, secretName }, sync }) => {
      if (sync === undefined) return [];
      const wanted = {
        [SOURCE_NAMESPACE]: namespace,
        [TARGET_NAMESPACE]: podNamespace,
        [SECRET_NAME]: secretName,
      };
      return Object.entries(wanted).flatMap(([name, value]) => {
        if (variableOf(sync.container, name) === value) return [];
        const index = listAt(sync.container, 'env').findIndex(entry => get(entry, 'name') === name);
        const path = index < 0 ? `${sync.path}.env` : `${sync.path}.env[${index}].value`;
        const message =
          index < 0
            ? `\`${path}\` lacks the variable \`${name}\`. Add it with the value \`${value}\``
            : `\`${path}\`, the variable \`${name}\`, must be \`${value}\`. Set it`;
        const at = `${sync.path}.env`.split(/[.[\]]+/);
        const patch =
          index < 0
            ? [add([...at, '-'], { name, value })]
            : [replace([...at, index, 'value'], value)];
        return [broken(sync.deployment, message, path, { patch })];
      });
    },
  ),
  check(
    'EPR0603',
    {
      title: "The sync's ServiceAccount is there",
      means: 'its pod cannot be made',
      todo: "apply the sync's whole manifest",
      byFunction: true,
    },
    ['sync', 'syncAccount'],
    ({ sync, syncAccount }) => {
      if (sync === undefined || syncAccount !== undefined) return [];
      const path = 'spec.template.spec.serviceAccountName';
      const message = `\`${path}\` names a ServiceAccount that is missing. Apply it`;
      const name = get(sync.deployment, ...POD_SPEC, 'serviceAccountName');
      const namespace = get(sync.deployment, 'metadata', 'namespace');
      const command = `kubectl -n ${namespace} create serviceaccount ${name}`;
      return [broken(sync.deployment, message, path, { command })];
    },
  ),
  check(
    'EPR0604',
    {
      title: "The sync's pod can be pulled with the pull secret",
      means:
        'where its image is in a private registry, ImagePullBackOff; as a sidecar it keeps the function runner from starting',
      todo: 'run the function; or add the Secret to `imagePullSecrets` of that pod',
      byFunction: true,
    },
    ['names', 'sync'],
    ({ names: { secretName }, sync }) => {
      if (sync === undefined) return [];
      const secrets = get(sync.deployment, ...POD_SPEC, 'imagePullSecrets');
      if (listAt(sync.deployment, ...POD_SPEC, 'imagePullSecrets').length > 0) return [];
      const path = 'spec.template.spec.imagePullSecrets';
      const message = `\`${path}\` lacks \`${secretName}\`, so the sync's image must be public. Add it`;
      const at = [...POD_SPEC, 'imagePullSecrets'];
      const entry = { name: secretName };
      const patch = [secrets === undefined ? add(at, [entry]) : add([...at, '-'], entry)];
      return [doubtful(sync.deployment, message, path, { patch })];
    },
  ),
  check(
    'EPR0605',
    {
      title: 'The sync runs',
      means: 'nothing keeps the copy equal',
      todo: 'its log says why: `kubectl -n porch-system logs deploy/function-runner-pull-secret-sync`',
    },
    ['sync', 'syncPods'],
    ({ sync, syncPods }) => {
      if (sync === undefined) return [];
      const wanted = get(sync.deployment, 'spec', 'replicas') ?? 1;
      const { namespace, name } = get(sync.deployment, 'metadata') as Record<string, string>;
      if (wanted === 0) {
        const message = '`spec.replicas` is 0, so the sync does not run. Set it to 1';
        const command = `kubectl -n ${namespace} scale deployment ${name} --replicas=1`;
        return [broken(sync.deployment, message, 'spec.replicas', { command })];
      }
      if (syncPods.some(isReady)) return [];
      const message = 'no pod of the sync is ready. Read its log and the Events of its pod';
      return [broken(sync.deployment, message)];
    },
  ),
  check(
    'EPR0606',
    {
      title: "The sync's image is pulled",
      means: 'the sync never starts',
      todo: 'what the finding says; the image is that of the option `syncImage`',
    },
    ['syncPods'],
    ({ syncPods }) =>
      syncPods.flatMap(pod =>
        waitingIn(pod)
          .filter(({ isPull }) => isPull)
          .map(({ path, words }) => broken(pod, `\`${path}\` cannot be pulled: ${words}`, path)),
      ),
  ),
];
