// Checks of pods in a cluster: why their containers do not run.
import { identityOf } from '../krm/identity.ts';
import { get, listAt } from '../krm/object.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import type { KubernetesObject } from './fact.ts';
import { remove } from './patch.ts';
import { isReady, type Waiting, waitingIn } from './pod-facts.ts';

const logOf = (namespace: string, name: string) =>
  `kubectl -n ${namespace} logs deploy/${name} --previous`;

export const POD_CHECKS = [
  check(
    'EPR0801',
    {
      title: 'The function runner does not end again and again',
      means: 'CrashLoopBackOff; mostly a flag of another release',
      todo: 'its log says why; run the function for a flag of ours',
    },
    ['evaluator', 'runnerPods', 'fatalFlags'],
    ({ evaluator, runnerPods, fatalFlags }) => {
      const { object, namespace, name, flags } = evaluator;
      if (!runnerPods.some(pod => waitingIn(pod).some(({ isCrash }) => isCrash))) return [];
      if (fatalFlags.length === 0) {
        const message = `its container ends again and again. Read \`${logOf(namespace, name)}\``;
        return [broken(object, message)];
      }
      return fatalFlags.map(fatal => {
        const flag = flags.find(given => given.name === fatal);
        const path = flag && fieldPath(flag.path);
        const message = `its container ends at the flag \`--${fatal}\`, which this release does not know. Remove it`;
        return broken(
          object,
          message,
          path,
          flag?.width === 1 ? { patch: [remove(flag.path)] } : {},
        );
      });
    },
  ),
  check(
    'EPR0805',
    {
      title: 'The function runner is ready',
      means: 'no function is evaluated',
      todo: 'what its pod waits for: `kubectl -n porch-system describe pods`',
    },
    ['evaluator', 'runnerPods'],
    ({ evaluator: { object, namespace, name }, runnerPods }) => {
      const replicas = get(object, 'spec', 'replicas') ?? 1;
      if (replicas === 0) {
        const message = '`spec.replicas` is 0, so no function is evaluated. Set it to 1';
        const command = `kubectl -n ${namespace} scale deployment ${name} --replicas=1`;
        return [broken(object, message, 'spec.replicas', { command })];
      }
      // Why a container waits or ends is the matter of other checks.
      const isExplained = runnerPods.some(pod => waitingIn(pod).some(isMatter));
      if (isExplained || runnerPods.some(isReady)) return [];
      const message = `none of its pods is ready. Read their Events: \`kubectl -n ${namespace} describe pods\``;
      return [broken(object, message)];
    },
  ),
  check(
    'EPR0802',
    {
      title: "The function runner's own images are pulled",
      means: 'its pod does not start',
      todo: 'what the finding says; the pod needs `imagePullSecrets` of its own',
    },
    ['runnerPods'],
    ({ runnerPods }) => runnerPods.flatMap(pulls),
  ),
  check(
    'EPR0803',
    {
      title: 'Function pods are pulled',
      means: 'the function is not evaluated, and fails after a minute',
      todo: 'what the finding says; then delete the pod, for the function runner makes another',
    },
    ['functionPods'],
    ({ functionPods }) => functionPods.flatMap(pulls),
  ),
  check(
    'EPR0804',
    {
      title: 'Function pods name the pull secret',
      means: 'a pod that was made before the Secret was named is pulled anonymously for ever',
      todo: 'delete the pod: the function runner makes another',
    },
    ['names', 'functionPods'],
    ({ names: { secretName }, functionPods }) =>
      functionPods
        .filter(pod => waitingIn(pod).some(({ isPull }) => isPull))
        .filter(
          pod =>
            !listAt(pod, 'spec', 'imagePullSecrets').some(
              entry => get(entry, 'name') === secretName,
            ),
        )
        .map(pod => {
          const path = 'spec.imagePullSecrets';
          const message = `\`${path}\` lacks \`${secretName}\`, and a pod cannot change. Delete the pod`;
          return broken(pod, message, path, { command: deletion(pod) });
        }),
  ),
];

const isMatter = ({ isPull, isCrash }: Waiting): boolean => isPull || isCrash;

const pulls = (pod: KubernetesObject) =>
  waitingIn(pod)
    .filter(({ isPull }) => isPull)
    .map(({ path, words }) => broken(pod, `\`${path}\` cannot be pulled: ${words}`, path));

function deletion(pod: KubernetesObject): string {
  const { name, namespace } = identityOf(pod);
  return `kubectl -n ${namespace} delete pod ${name}`;
}
