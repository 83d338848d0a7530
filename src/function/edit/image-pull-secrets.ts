// The pull secret in the pod's `imagePullSecrets`, by which a sidecar's private image is pulled.
import { textAt } from '../../yaml/lookup.ts';
import { editList, set } from '../../yaml/operation.ts';
import { nodeValue } from '../../yaml/value.ts';
import type { DesiredRunner } from '../desired/desired.ts';
import { listPath } from '../observe/editable-fields.ts';
import { isSyncContainer } from '../observe/sync-container.ts';
import type { Change } from './change.ts';

/** What others put there stays. An entry of that name is the function's where its sidecar is in the pod. */
export function diffImagePullSecret({ runner, imagePullSecret }: DesiredRunner): Change[] {
  const { item, tree, imagePullSecrets: list, initContainers } = runner;
  const { owner, key, items } = list;
  const { name, names } = imagePullSecret;
  const hasSidecar = initContainers.items.some(node => isSyncContainer(nodeValue(tree, node)));
  const present = items.map(node => textAt(node, 'name') ?? '');
  if (name !== undefined && present.includes(name)) return [];
  const own = hasSidecar ? present.findIndex(text => names.has(text)) : -1;
  const reason = { part: 'pull-secret sync', noun: 'imagePullSecret' } as const;
  const change = { ...reason, kind: 'edit', item, field: listPath(list) } as const;
  if (name === undefined) {
    if (own < 0) return [];
    const operations = [editList(owner.path, key, { remove: new Set([own]), isOptional: true })];
    return [{ ...change, verb: 'removed', operations }];
  }
  if (own >= 0) {
    const operations = [set([...owner.path, key, own], 'name', name)];
    return [{ ...change, verb: 'changed', operations }];
  }
  const insert = { after: items.length - 1, values: [{ name }] };
  const operations = [editList(owner.path, key, { insert, isOptional: true })];
  return [{ ...change, verb: 'added', operations }];
}
