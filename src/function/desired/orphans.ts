// What the sync leaves in the cluster when it goes, or when it copies to another place.
import { infoOn } from '../../krm/result.ts';
import { DEFAULT_POD_NAMESPACE } from '../../porch/flags.ts';
import type { Observed } from '../observe/observe.ts';
import { isNamespace } from '../observe/pod-namespace.ts';
import { isWired, secretNameNow } from '../observe/wiring.ts';
import type { Note } from './desired.ts';

/** How to remove the copy and its reference, which are live credentials. Where the function runner is now, they are its own. */
export function orphanNotes(observed: Observed): Note[] {
  const { runner, copyNamespace } = observed;
  if (copyNamespace === runner.namespace) return [];
  const namespace = isNamespace(copyNamespace) ? copyNamespace : DEFAULT_POD_NAMESPACE;
  const message =
    'the copy of the pull secret stays in the cluster, with live credentials. Remove it by ' +
    `\`kubectl -n ${namespace} delete secret ${secretNameBefore(observed)}\`, and its entry in ` +
    `\`imagePullSecrets\` by \`kubectl -n ${namespace} edit serviceaccount default\``;
  const result = infoOn(runner.item.identity, 'copy-left-behind', message);
  return [{ part: 'pull-secret sync', when: 'present', result }];
}

/** As the wiring has it so far, here or in the container that was wired before. */
export function secretNameBefore(observed: Observed): string {
  const wirings = [observed, ...observed.former].map(({ pullSecret }) => pullSecret);
  return secretNameNow(wirings.find(isWired) ?? observed.pullSecret);
}
