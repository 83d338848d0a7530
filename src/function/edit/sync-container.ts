// The sync as a native sidecar: an init container of the function runner's pod that keeps running.
import { editList } from '../../yaml/operation.ts';
import { nodeValue } from '../../yaml/value.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import { listPath } from '../observe/editable-fields.ts';
import { isSyncContainer, SYNC_CONTAINER } from '../observe/sync-container.ts';
import type { Change } from './change.ts';
import { correctContainer } from './correct-fields.ts';

/** @param wanted the container; `undefined`: absent */
export function diffSidecar(runner: ContainerFields, wanted: object | undefined): Change[] {
  const { item, tree, initContainers: list } = runner;
  const { owner, key, items } = list;
  const values = items.map(node => nodeValue(tree, node));
  const index = values.findIndex(isSyncContainer);
  const reason = { part: 'pull-secret sync', noun: 'sidecar', name: SYNC_CONTAINER } as const;
  const change = { ...reason, kind: 'edit', item, field: listPath(list) } as const;
  if (wanted === undefined) {
    if (index < 0) return [];
    const operations = [editList(owner.path, key, { remove: new Set([index]), isOptional: true })];
    return [{ ...change, verb: 'removed', operations }];
  }
  if (index < 0) {
    const insert = { after: items.length - 1, values: [wanted] };
    const operations = [editList(owner.path, key, { insert, isOptional: true })];
    return [{ ...change, verb: 'added', operations }];
  }
  return correctContainer(values[index], wanted, [...owner.path, key, index]).map(
    ({ operations, field }) => ({ ...change, verb: 'changed', field, operations }),
  );
}
