// The sync as a native sidecar: an init container of the function runner's pod that keeps running.
import { get } from '../../krm/object.ts';
import { type Checked, resultOn } from '../../krm/result.ts';
import { editSequence, type SequenceEdit } from '../../yaml/edit.ts';
import { textAt } from '../../yaml/lookup.ts';
import type { Splice } from '../../yaml/splice.ts';
import { nodeValue } from '../../yaml/value.ts';
import { type Edits, NOTHING } from '../edits.ts';
import type { Target } from '../target.ts';
import { correctContainer } from './corrections.ts';
import { type Companion, isSyncContainer, SYNC_CONTAINER, syncContainer } from './manifest.ts';

/** Puts the container in or brings it up to date. */
export function editSidecar(target: Target, companion: Companion): Checked<Edits> {
  const { tree, initContainers: list } = target;
  const index = indexIn(target);
  const node = list.items[index];
  const wanted = syncContainer(companion);
  const namesake = target.containers.findIndex(other => get(other, 'name') === SYNC_CONTAINER);
  if (node === undefined && namesake >= 0) {
    return refuse(target, `spec.template.spec.containers[${namesake}]`);
  }
  if (node === undefined) {
    const insert = { after: list.items.length - 1, values: [wanted] };
    return { value: report(target, 'added', edit(target, { insert })), results: [] };
  }
  if (isOurs(target, index)) {
    return { value: report(target, 'updated', correctContainer(tree, node, wanted)), results: [] };
  }
  return refuse(target, `${list.path}[${index}]`);
}

function refuse({ item }: Target, path: string): Checked<never> {
  const message = `\`${path}.name\` must be another name than \`${SYNC_CONTAINER}\`, which the sidecar has; or set \`sync: companion\``;
  return { results: [resultOn(item.identity, 'error', message, path)] };
}

export function removeSidecar(target: Target): Edits {
  const index = indexIn(target);
  if (!isOurs(target, index)) return NOTHING;
  return report(target, 'removed', edit(target, { remove: new Set([index]) }));
}

const indexIn = ({ initContainers: { items } }: Target): number =>
  items.findIndex(node => textAt(node, 'name') === SYNC_CONTAINER);

function isOurs({ tree, initContainers: { items } }: Target, index: number): boolean {
  const node = items[index];
  return node !== undefined && isSyncContainer(nodeValue(tree, node));
}

const edit = ({ tree, initContainers: { owner, key } }: Target, change: SequenceEdit): Splice[] =>
  editSequence(tree, owner.node, key, { ...change, isOptional: true });

function report({ item, initContainers }: Target, verb: string, splices: Splice[]): Edits {
  if (splices.length === 0) return NOTHING;
  const message = `${verb} the sidecar \`${SYNC_CONTAINER}\``;
  const results = [resultOn(item.identity, 'info', message, initContainers.path)];
  return { changed: [{ item, splices }], results };
}
