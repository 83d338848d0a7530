// Where the pull-secret sync runs.
import { isSyncContainer } from '../function/observe/sync-container.ts';
import { listAt } from '../krm/object.ts';
import { POD_SPEC } from './evaluator-facts.ts';
import type { KubernetesObject, Sync } from './fact.ts';

/** The sync in the function runner's own pod, or in a Deployment. */
export function syncIn(
  deployments: readonly KubernetesObject[],
  own: KubernetesObject,
): Sync | undefined {
  for (const deployment of [own, ...deployments]) {
    for (const list of ['containers', 'initContainers']) {
      const containers = listAt(deployment, ...POD_SPEC, list);
      const index = containers.findIndex(isSyncContainer);
      if (index < 0) continue;
      return {
        deployment,
        container: containers[index],
        path: `spec.template.spec.${list}[${index}]`,
        placement: deployment === own ? 'sidecar' : 'companion',
      };
    }
  }
  return undefined;
}
