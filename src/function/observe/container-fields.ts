// A container with those fields of it and of its pod that the function may edit.
import { all, done, failed, type Step } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { treeOf } from '../../krm/parsed.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { pairOf, textAt } from '../../yaml/lookup.ts';
import type { MappingNode, Node, Tree } from '../../yaml/node.ts';
import { fieldPath, type Path } from '../../yaml/path.ts';
import { holdsShared, isShared } from '../../yaml/shared.ts';
import { nodeValue } from '../../yaml/value.ts';

/** A map in the Deployment. */
export type MapField = { readonly node: MappingNode; readonly path: Path };
/** A list under a map; empty where it is not written. */
export type ListField = {
  readonly owner: MapField;
  readonly key: string;
  readonly items: readonly Node[];
};

export const listPath = ({ owner, key }: ListField): string => fieldPath([...owner.path, key]);

export type ContainerFields = {
  readonly item: Item;
  readonly tree: Tree;
  readonly namespace: string;
  readonly image: string;
  readonly container: MapField;
  readonly command: ListField;
  readonly args: ListField;
  readonly volumeMounts: ListField;
  readonly volumes: ListField;
  readonly initContainers: ListField;
  readonly imagePullSecrets: ListField;
  /** The ServiceAccount under which the pod runs. */
  readonly serviceAccount: string;
  /** Values of all containers of the pod, init containers last. */
  readonly containers: readonly unknown[];
};

/** What the function edits must stand in the Deployment in full: an alias would show the edit elsewhere too. */
export function observeContainer(item: Item, containerName: string): Step<ContainerFields, Result> {
  const parsed = treeOf(item);
  if (!parsed.ok) return parsed;
  const tree = parsed.value;
  const { identity } = item;
  if (!identity.namespace) {
    return failed(errorOn(identity, 'field-missing', NO_NAMESPACE, 'metadata.namespace'));
  }
  const podSpec = podSpecOf(tree, identity);
  if (!podSpec.ok) return podSpec;
  const containers = listUnder(podSpec.value, 'containers', identity, tree);
  if (!containers.ok) return containers;
  const container = containerNamed(containers.value, containerName, identity, tree);
  if (!container.ok) return container;
  const initContainers = listUnder(podSpec.value, 'initContainers', identity, tree);
  const editable = (owner: MapField, key: string) => editableList(owner, key, identity, tree);
  const lists = all(
    editable(container.value, 'command'),
    editable(container.value, 'args'),
    editable(container.value, 'volumeMounts'),
    editable(podSpec.value, 'volumes'),
    editable(podSpec.value, 'imagePullSecrets'),
    initContainers,
  );
  if (!lists.ok) return lists;
  const [command, args, volumeMounts, volumes, imagePullSecrets, initList] = lists.value;
  const podContainers = [...containers.value.items, ...initList.items];
  return done({
    item,
    tree,
    namespace: identity.namespace,
    image: textAt(container.value.node, 'image') ?? '',
    container: container.value,
    command,
    args,
    volumeMounts,
    volumes,
    initContainers: initList,
    imagePullSecrets,
    serviceAccount: serviceAccountOf(podSpec.value.node),
    containers: podContainers.map(node => nodeValue(tree, node)),
  });
}

/** `serviceAccount` is the deprecated name of the field. */
const serviceAccountOf = (podSpec: MappingNode): string =>
  textAt(podSpec, 'serviceAccountName') || textAt(podSpec, 'serviceAccount') || 'default';

function podSpecOf(tree: Tree, identity: Identity): Step<MapField, Result> {
  let field = mapField(tree.root, [], identity, tree);
  for (const key of ['spec', 'template', 'spec']) {
    if (!field.ok) return field;
    const path = [...field.value.path, key];
    const value = pairOf(field.value.node, key)?.value;
    if (value === undefined) return failed(unset(identity, fieldPath(path)));
    field = mapField(value, path, identity, tree);
  }
  return field;
}

function mapField(node: Node, path: Path, identity: Identity, tree: Tree): Step<MapField, Result> {
  const field = fieldPath(path);
  if (isShared(tree, node)) return failed(fieldShared(identity, field));
  const isBare = node.kind === 'mapping' && node.flow && tree.source[node.content] !== '{';
  if (node.kind === 'mapping' && !isBare) return done({ node, path });
  const message = `\`${field}\` is not a map. Write it as one${isBare ? ', in braces' : ''}`;
  return failed(errorOn(identity, 'field-no-map', message, field));
}

function listUnder(
  owner: MapField,
  key: string,
  identity: Identity,
  tree: Tree,
): Step<ListField, Result> {
  const node = pairOf(owner.node, key)?.value;
  if (node === undefined) return done({ owner, key, items: [] });
  const field = fieldPath([...owner.path, key]);
  if (isShared(tree, node)) return failed(fieldShared(identity, field));
  if (node.kind === 'sequence') return done({ owner, key, items: node.items });
  const message = `\`${field}\` is not a list. Write \`[]\`, or remove the key`;
  return failed(errorOn(identity, 'field-no-list', message, field));
}

/** A list whose entries can be edited, moved and removed. */
export function editableList(
  owner: MapField,
  key: string,
  identity: Identity,
  tree: Tree,
): Step<ListField, Result> {
  const list = listUnder(owner, key, identity, tree);
  if (!list.ok) return list;
  const index = list.value.items.findIndex(node => holdsShared(tree, node));
  return index < 0 ? list : failed(fieldShared(identity, `${listPath(list.value)}[${index}]`));
}

function containerNamed(
  list: ListField,
  name: string,
  identity: Identity,
  tree: Tree,
): Step<MapField, Result> {
  const indexes = list.items.flatMap((node, index) =>
    node.kind === 'mapping' && textAt(node, 'name') === name ? [index] : [],
  );
  const [index = -1] = indexes;
  const node = list.items[index];
  if (node !== undefined && indexes.length === 1) {
    return mapField(node, [...list.owner.path, list.key, index], identity, tree);
  }
  const field = listPath(list);
  const count = indexes.length === 0 ? 'none' : indexes.length;
  const message = `\`${field}\` must hold one container that \`data.container\` names. It holds ${count}`;
  return failed(errorOn(identity, 'container-not-one', message, field));
}

const NO_NAMESPACE =
  '`metadata.namespace` is missing. Write it into the Deployment, or run `set-namespace` before this function';

const unset = (identity: Identity, field: string): Result =>
  errorOn(identity, 'field-missing', `\`${field}\` is missing. Set it`, field);

/** An edit of the field would show elsewhere too. */
export const fieldShared = (identity: Identity, field: string): Result =>
  errorOn(
    identity,
    'field-shared',
    `\`${field}\` uses a YAML anchor, alias or merge key (\`<<\`), so it cannot be edited safely. ` +
      'Replace it with a plain copy',
    field,
  );
