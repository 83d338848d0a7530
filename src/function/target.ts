// The Deployment to wire, and those of its parts that the wiring touches.
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';
import { type Checked, type Result, resultOn } from '../krm/result.ts';
import { pairOf, textAt } from '../yaml/lookup.ts';
import { isFault, type MappingNode, type Node, type Tree } from '../yaml/node.ts';
import { holdsShared, isShared } from '../yaml/shared.ts';
import { nodeValue } from '../yaml/value.ts';
import type { Options } from './options.ts';

/** A mapping in the Deployment, and its field path. */
type Place = { readonly node: MappingNode; readonly path: string };
/** A list under a place; empty where it is not written. */
export type List = {
  readonly owner: Place;
  readonly key: string;
  readonly path: string;
  readonly items: readonly Node[];
};

export type Target = {
  readonly item: Item;
  readonly tree: Tree;
  readonly namespace: string;
  readonly image: string;
  readonly container: Place;
  readonly command: List;
  readonly args: List;
  readonly volumeMounts: List;
  readonly volumes: List;
  readonly initContainers: List;
  /** The ServiceAccount under which the pod runs. */
  readonly serviceAccount: string;
  /** Values of all containers of the pod, init containers included. */
  readonly containers: readonly unknown[];
};

/** Finds exactly one Deployment and container. What the function edits must stand there in full. */
export function selectTarget(items: readonly Item[], options: Options): Checked<Target> {
  const wanted = { apiVersion: 'apps/v1', kind: 'Deployment', name: options.deployment };
  const found = matching(items, wanted);
  const [item] = found;
  if (item === undefined || found.length > 1) {
    const count = found.length === 0 ? 'none' : found.length;
    const message = `the package must hold one Deployment that \`data.deployment\` names; it holds ${count}`;
    return { results: [{ severity: 'error', message }] };
  }
  return new Reader(item).target(options);
}

class Reader {
  readonly item: Item;
  readonly results: Result[] = [];
  constructor(item: Item) {
    this.item = item;
  }

  target({ container: name }: Options): Checked<Target> {
    const { item, results } = this;
    const { tree } = item;
    if (isFault(tree)) return { results }; // told with the other broken items
    const { namespace } = item.identity;
    if (!namespace) return this.refuse('`metadata.namespace` must be set', 'metadata.namespace');
    const root = this.place(tree, tree.root, '');
    const podSpec = ['spec', 'template', 'spec'].reduce(
      (place: Place | undefined, key) => place && this.below(tree, place, key),
      root,
    );
    const containers = podSpec && this.list(tree, podSpec, 'containers');
    const container = containers && this.named(tree, containers, name);
    if (!podSpec || !container) return { results };
    const command = this.edited(tree, container, 'command');
    const args = this.edited(tree, container, 'args');
    const volumeMounts = this.edited(tree, container, 'volumeMounts');
    const volumes = this.edited(tree, podSpec, 'volumes');
    const initContainers = this.list(tree, podSpec, 'initContainers');
    if (!command || !args || !volumeMounts || !volumes || !initContainers) return { results };
    const image = textAt(container.node, 'image') ?? '';
    const [account, deprecated] = ['serviceAccountName', 'serviceAccount'].map(key =>
      textAt(podSpec.node, key),
    );
    const serviceAccount = account || deprecated || 'default';
    const all = [...containers.items, ...initContainers.items].map(node => nodeValue(tree, node));
    const lists = { command, args, volumeMounts, volumes, initContainers };
    const value = { item, tree, namespace, image, container, serviceAccount, containers: all };
    return { value: { ...value, ...lists }, results };
  }

  refuse(message: string, path?: string): { results: readonly Result[] } {
    this.results.push(resultOn(this.item.identity, 'error', message, path));
    return { results: this.results };
  }

  /** A mapping that can be edited where it stands. */
  place(tree: Tree, node: Node, path: string): Place | undefined {
    if (this.isShared(tree, node, path)) return undefined;
    const isBare = node.kind === 'mapping' && node.flow && tree.source[node.content] !== '{';
    if (node.kind === 'mapping' && !isBare) return { node, path };
    this.refuse(`\`${path}\` must be a map${isBare ? ' in braces' : ''}`, path);
    return undefined;
  }

  below(tree: Tree, { node, path }: Place, key: string): Place | undefined {
    const [below, value] = [path === '' ? key : `${path}.${key}`, pairOf(node, key)?.value];
    if (value !== undefined) return this.place(tree, value, below);
    this.refuse(`\`${below}\` must be set`, below);
    return undefined;
  }

  list(tree: Tree, owner: Place, key: string): List | undefined {
    const path = `${owner.path}.${key}`;
    const node = pairOf(owner.node, key)?.value;
    if (node === undefined) return { owner, key, path, items: [] };
    if (this.isShared(tree, node, path)) return undefined;
    if (node.kind === 'sequence') return { owner, key, path, items: node.items };
    this.refuse(`\`${path}\` must be a list: write \`[]\`, or leave the key out`, path);
    return undefined;
  }

  /** A list whose entries can be edited, moved and removed. */
  edited(tree: Tree, owner: Place, key: string): List | undefined {
    const list = this.list(tree, owner, key);
    const index = list?.items.findIndex(node => holdsShared(tree, node)) ?? -1;
    if (index < 0) return list;
    this.refuseShared(`${list?.path}[${index}]`);
    return undefined;
  }

  named(tree: Tree, { items, path }: List, name: string): Place | undefined {
    const indexes = items.flatMap((node, index) =>
      node.kind === 'mapping' && textAt(node, 'name') === name ? [index] : [],
    );
    const [index] = indexes;
    const node = items[index ?? -1];
    if (node !== undefined && indexes.length === 1) {
      return this.place(tree, node, `${path}[${index}]`);
    }
    const count = indexes.length === 0 ? 'none' : indexes.length;
    this.refuse(
      `\`${path}\` must hold one container that \`data.container\` names; it holds ${count}`,
      path,
    );
    return undefined;
  }

  isShared(tree: Tree, node: Node, path: string): boolean {
    if (!isShared(tree, node)) return false;
    this.refuseShared(path);
    return true;
  }

  refuseShared(path: string): void {
    this.refuse(
      `\`${path}\` must be written out: it is shared by an anchor, an alias or a merge key`,
      path,
    );
  }
}
