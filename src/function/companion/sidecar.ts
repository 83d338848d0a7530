// The sync as a native sidecar: an init container of the function runner's pod that keeps running.
import { resultOn } from '../../krm/result.ts';
import { editSequence } from '../../yaml/edit.ts';
import type { Splice } from '../../yaml/splice.ts';
import { type Edits, NOTHING } from '../edits.ts';
import { type Target, textAt } from '../target.ts';
import { type Companion, SYNC_CONTAINER, syncContainer } from './manifest.ts';
import { correctContainer } from './owned.ts';

/** Puts the container in or brings it up to date; without a companion it comes out. */
export function editSidecar(target: Target, companion: Companion | undefined): Edits {
  const { tree, initContainers: list } = target;
  const index = list.items.findIndex(
    node => node.kind === 'mapping' && textAt(node, 'name') === SYNC_CONTAINER,
  );
  const node = list.items[index];
  const edit = (change: Parameters<typeof editSequence>[3]) =>
    editSequence(tree, list.owner.node, list.key, change);
  if (companion === undefined) {
    return node === undefined
      ? NOTHING
      : report(target, 'removed', edit({ remove: new Set([index]) }));
  }
  const wanted = syncContainer(companion);
  if (node !== undefined) return report(target, 'updated', correctContainer(tree, node, wanted));
  return report(
    target,
    'added',
    edit({ insert: { after: list.items.length - 1, values: [wanted] } }),
  );
}

function report({ item, initContainers }: Target, verb: string, splices: Splice[]): Edits {
  if (splices.length === 0) return NOTHING;
  const message = `${verb} the sidecar \`${SYNC_CONTAINER}\``;
  const results = [resultOn(item.identity, 'info', message, initContainers.path)];
  return { changed: [{ item, splices }], results };
}
