// The Secret's volume and volumeMount: put in, moved to new names, or taken out.
import { resultOn } from '../krm/result.ts';
import { editSequence, pairOf, removeKey, setKey } from '../yaml/edit.ts';
import type { Splice } from '../yaml/splice.ts';
import type { MappingNode } from '../yaml/tree.ts';
import { type Edits, NOTHING } from './edits.ts';
import { type List, type Target, textAt } from './target.ts';
import {
  type Entry,
  isShared,
  mountPathOf,
  secretNameOf,
  type Wired,
  type Wiring,
} from './wired.ts';

export function editMount(target: Target, { mount }: Wired, wanted: Wiring): Edits {
  const { tree, volumeMounts: list } = target;
  const { mountPath, volumeName: name } = wanted;
  if (mount === undefined) return addEntry(target, list, { mountPath, name, readOnly: true });
  const { node } = mount;
  return changeEntry(target, list, mount, [
    ...(mountPathOf(node) === mountPath ? [] : [setKey(tree, node, 'mountPath', mountPath)]),
    ...(textAt(node, 'name') === name ? [] : [setKey(tree, node, 'name', name)]),
    ...(textAt(node, 'readOnly') === 'true' ? [] : [setKey(tree, node, 'readOnly', true)]),
    // A mount of one file by `subPath` never sees a rotation.
    ...removeKey(tree, node, 'subPath'),
    ...removeKey(tree, node, 'subPathExpr'),
  ]);
}

export function editVolume(target: Target, wired: Wired, wanted: Wiring): Edits {
  const { tree, volumes: list } = target;
  const { volumeName: name, secretName } = wanted;
  const { volume } = wired;
  const renamed = volume !== undefined && textAt(volume.node, 'name') !== name;
  if (volume === undefined || (renamed && isShared(target, wired))) {
    return addEntry(target, list, { name, secret: { secretName } });
  }
  const { node } = volume;
  const secret = pairOf(node, 'secret')?.value;
  if (secret?.kind !== 'mapping') return NOTHING;
  return changeEntry(target, list, volume, [
    ...(renamed ? [setKey(tree, node, 'name', name)] : []),
    ...(secretNameOf(node) === secretName ? [] : [setKey(tree, secret, 'secretName', secretName)]),
    // An optional Secret may be missing, other items give the file another name: the runner would
    // fail on every image.
    ...removeKey(tree, secret, 'optional'),
    ...removeKey(tree, secret, 'items'),
    ...(isReadable(secret) ? [] : removeKey(tree, secret, 'defaultMode')),
  ]);
}

/** Takes out what is ours. A volume that another mount uses stays. */
export function removeWiring(target: Target, wired: Wired): Edits[] {
  const { volumeMounts, volumes } = target;
  const volume = isShared(target, wired) ? undefined : wired.volume;
  return [removeEntry(target, volumeMounts, wired.mount), removeEntry(target, volumes, volume)];
}

/** The runner is no member of the file's group: others must be able to read. */
function isReadable(secret: MappingNode): boolean {
  const text = textAt(secret, 'defaultMode') ?? '0644';
  return (Number.parseInt(text, /^0o?[0-7]/.test(text) ? 8 : 10) & 0o004) !== 0;
}

const NAMES: Readonly<Record<string, string>> = { volumeMounts: 'volumeMount', volumes: 'volume' };

function report({ item }: Target, { key, path }: List, verb: string, splices: Splice[]): Edits {
  if (splices.length === 0) return NOTHING;
  const message = `${verb} the ${NAMES[key]} of the pull secret`;
  const results = [resultOn(item.identity, 'info', message, path)];
  return { changed: [{ item, splices }], results };
}

function addEntry(target: Target, list: List, value: object): Edits {
  const insert = { after: list.items.length - 1, values: [value] };
  return report(
    target,
    list,
    'added',
    editSequence(target.tree, list.owner.node, list.key, { insert }),
  );
}

function changeEntry(target: Target, list: List, { index }: Entry, splices: Splice[]): Edits {
  return report(target, { ...list, path: `${list.path}[${index}]` }, 'changed', splices);
}

function removeEntry(target: Target, list: List, entry: Entry | undefined): Edits {
  if (entry === undefined) return NOTHING;
  const remove = new Set([entry.index]);
  return report(
    target,
    list,
    'removed',
    editSequence(target.tree, list.owner.node, list.key, { remove }),
  );
}
