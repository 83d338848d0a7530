// The nodes of a tree, each read again from its own slice of the source.
import { expect } from 'chai';
import { column } from '../../src/yaml/lines.ts';
import { isFault, type Node, type Tree } from '../../src/yaml/node.ts';
import { parseTree } from '../../src/yaml/tree.ts';
import { nodeValue } from '../../src/yaml/value.ts';

/** The tree of a text that must have one. */
export function treeOf(source: string): Tree {
  const tree = parseTree(source);
  if (isFault(tree)) throw new Error(`line ${tree.line} is a fault: ${JSON.stringify(source)}`);
  return tree;
}

export const childrenOf = (node: Node): Node[] => {
  if (node.kind === 'sequence') return [...node.items];
  return node.kind === 'mapping' ? node.pairs.flatMap(({ key, value }) => [key, value]) : [];
};

/** Every node with its parent. */
export function nodesOf({ root }: Tree): [node: Node, parent: Node | undefined][] {
  const walk = (node: Node, parent?: Node): [Node, Node | undefined][] => [
    [node, parent],
    ...childrenOf(node).flatMap(child => walk(child, node)),
  ];
  return walk(root);
}

/** The slice of a node, and its value, in a document of its own where it stands as deep. */
function alone(
  { source }: Tree,
  node: Node,
  value: unknown,
  parent: Node | undefined,
): [string, unknown] {
  const slice = source.slice(node.start, node.end);
  const margin = ' '.repeat(column(source, node.start));
  const isBlock = (node.kind === 'sequence' || node.kind === 'mapping') && !node.flow;
  const isWhole = isBlock && node.start === node.content;
  if (parent === undefined) return [isWhole ? margin + slice : slice, value];
  if (parent.kind === 'alias' || parent.kind === 'scalar') throw new Error('no parent');
  if (parent.flow) return [`[${slice}\n]`, [value]];
  const outer = ' '.repeat(column(source, parent.content));
  return [`${outer}k:${isWhole ? `\n${margin}` : ' '}${slice}`, { k: value }];
}

/** The law of slices: what stands between a node's `start` and `end` is the node, and no more. */
export function expectSlices(tree: Tree): void {
  for (const [node, parent] of nodesOf(tree)) {
    const value = nodeValue(tree, node);
    // Alone, a plain scalar could be an indicator, or the end of the document.
    const isBare = node.kind === 'scalar' && /^(?:[:?-].*|\.\.\..*|.*:|)$/s.test(node.text);
    if (isBare || node.start === node.end || value === undefined) continue;
    if (parent === undefined && node.kind === 'scalar') continue;
    const [text, expected] = alone(tree, node, value, parent);
    const again = parseTree(text);
    const found = isFault(again) ? again : nodeValue(again, again.root);
    expect(found, JSON.stringify([tree.source, text])).to.deep.equal(expected);
  }
}

/** The law of nesting: children stand inside, one behind the other, and so do spans. */
export function expectNesting(tree: Tree): void {
  for (const [node] of nodesOf(tree)) {
    const spans = node.kind === 'sequence' || node.kind === 'mapping' ? node.spans : [];
    for (const parts of [childrenOf(node), spans]) {
      const offsets = parts.flatMap(({ start, end }) => [start, end]);
      const ordered = [node.start, ...offsets, node.end];
      expect(ordered, JSON.stringify(tree.source)).to.deep.equal(ordered.toSorted((a, b) => a - b));
    }
  }
}
