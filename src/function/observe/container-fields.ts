// A container with those fields of it and of its pod that the function may edit.
import { all, done, failed, type Step } from '../../findings/step.ts';
import type { Identity } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { treeOf } from '../../krm/parsed.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { pairOf, textAt } from '../../yaml/lookup.ts';
import type { MappingNode, Tree } from '../../yaml/node.ts';
import { fieldPath } from '../../yaml/path.ts';
import { nodeValue } from '../../yaml/value.ts';
import {
  editableList,
  fieldMissing,
  type ListField,
  listPath,
  listUnder,
  type MapField,
  mapField,
} from './editable-fields.ts';

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
    if (value === undefined) return failed(fieldMissing(identity, fieldPath(path)));
    field = mapField(value, path, identity, tree);
  }
  return field;
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
