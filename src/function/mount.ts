// The volumes and volumeMounts of the Secrets: put in, moved to new names, or taken out.
import { resultOn } from '../krm/result.ts';
import { editSequence, removeKey, setKey } from '../yaml/edit.ts';
import { pairOf, textAt } from '../yaml/lookup.ts';
import type { MappingNode, Pair, Tree } from '../yaml/node.ts';
import type { Splice } from '../yaml/splice.ts';
import { type Edits, NOTHING, together } from './edits.ts';
import type { List, Target } from './target.ts';
import { type Entry, isShared, mountPathOf, type Route, secretNameOf } from './wired.ts';

/** What becomes of a route's entry in a list: it joins, it changes where it stands, or it goes. */
type Step = {
  readonly route: Route;
  readonly add?: object;
  readonly change?: Entry & { readonly splices: readonly Splice[] };
  readonly remove?: Entry;
};

/** Routes that shall be there, and routes that shall not. A list is edited once for all of them. */
export function editWiring(target: Target, put: readonly Route[], out: readonly Route[]): Edits {
  const { volumeMounts, volumes } = target;
  return together([
    editList(target, volumeMounts, [
      ...put.map(route => mountStep(target, route)),
      ...out.map(route => removal(route, route.wired.mount)),
    ]),
    editList(target, volumes, [
      ...put.map(route => volumeStep(target, route)),
      // A volume that another mount uses stays.
      ...out.map(route =>
        removal(route, isShared(target, route.wired) ? undefined : route.wired.volume),
      ),
    ]),
  ]);
}

function mountStep({ tree }: Target, route: Route): Step {
  const { mountPath, volumeName: name } = route.wanted;
  const { mount } = route.wired;
  if (mount === undefined) return { route, add: { mountPath, name, readOnly: true } };
  const { node } = mount;
  const splices = [
    ...(mountPathOf(node) === mountPath ? [] : [setKey(tree, node, 'mountPath', mountPath)]),
    ...(textAt(node, 'name') === name ? [] : [setKey(tree, node, 'name', name)]),
    ...(textAt(node, 'readOnly') === 'true' ? [] : [setKey(tree, node, 'readOnly', true)]),
    // A mount of one file by `subPath` never sees a rotation.
    ...removeKey(tree, node, 'subPath', 'subPathExpr'),
  ];
  return { route, change: { ...mount, splices } };
}

function volumeStep(target: Target, route: Route): Step {
  const { tree } = target;
  const { volumeName: name, secretName } = route.wanted;
  const { volume } = route.wired;
  const renamed = volume !== undefined && textAt(volume.node, 'name') !== name;
  if (volume === undefined || (renamed && isShared(target, route.wired))) {
    return { route, add: { name, secret: { secretName } } };
  }
  const { node } = volume;
  const secret = pairOf(node, 'secret')?.value;
  if (secret?.kind !== 'mapping') return { route };
  const splices = [
    ...(renamed ? [setKey(tree, node, 'name', name)] : []),
    ...correctSource(tree, node, secret, secretName),
  ];
  return { route, change: { ...volume, splices } };
}

/** An optional Secret may be missing, other items give the file another name: the runner would fail. */
function correctSource(
  tree: Tree,
  volume: MappingNode,
  secret: MappingNode,
  name: string,
): Splice[] {
  const wrong = ['optional', 'items', ...(isReadable(secret) ? [] : ['defaultMode'])];
  const isRight = ({ key }: Pair) => key.kind !== 'scalar' || !wrong.includes(key.text);
  // What is added to a map and what empties it would meet.
  if (!secret.pairs.some(isRight)) return [setKey(tree, volume, 'secret', { secretName: name })];
  return [
    ...(secretNameOf(volume) === name ? [] : [setKey(tree, secret, 'secretName', name)]),
    ...removeKey(tree, secret, ...wrong),
  ];
}

const removal = (route: Route, entry: Entry | undefined): Step =>
  entry === undefined ? { route } : { route, remove: entry };

/** The runner is no member of the file's group: others must be able to read. */
function isReadable(secret: MappingNode): boolean {
  const text = textAt(secret, 'defaultMode') ?? '0644';
  // Kubernetes reads `0644` as YAML 1.1 does: in octal.
  return (Number(text.replace(/^0(?=[0-7])/, '0o')) & 0o004) !== 0;
}

function editList({ item, tree }: Target, list: List, steps: readonly Step[]): Edits {
  const values = steps.flatMap(({ add }) => (add === undefined ? [] : [add]));
  const insert = values.length > 0 ? { insert: { after: list.items.length - 1, values } } : {};
  const remove = new Set(steps.flatMap(({ remove }) => remove?.index ?? []));
  const splices = [
    ...steps.flatMap(({ change }) => change?.splices ?? []),
    ...editSequence(tree, list.owner.node, list.key, { remove, ...insert, isOptional: true }),
  ];
  const results = steps.flatMap(step => {
    const [verb, path] = reportOf(step, list);
    if (verb === undefined) return [];
    const message = `${verb} the ${NAMES[list.key]} of the ${step.route.wanted.purpose.subject}`;
    return [resultOn(item.identity, 'info', message, path)];
  });
  return splices.length === 0 ? NOTHING : { changed: [{ item, splices }], results };
}

function reportOf({ add, change, remove }: Step, { path }: List): [verb?: string, path?: string] {
  if (add !== undefined) return ['added', path];
  if (remove !== undefined) return ['removed', path];
  return change?.splices.length ? ['changed', `${path}[${change.index}]`] : [];
}

const NAMES: Readonly<Record<string, string>> = { volumeMounts: 'volumeMount', volumes: 'volume' };
