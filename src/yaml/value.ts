// Turns nodes into JavaScript values.
import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Schema,
  YAML11_SCHEMA,
  YAMLException,
} from 'js-yaml';
import type { Node, Tree } from './node.ts';

/**
 * A node's value by the YAML 1.2 core schema. `undefined` if it has an unknown tag, or an alias to an anchor
 * outside the node.
 */
export function nodeValue(tree: Tree, node: Node, schema: Schema = CORE_SCHEMA): unknown {
  const [open] = tree.events;
  if (open === undefined) return undefined;
  const events = [open, ...tree.events.slice(...node.events), { type: EVENT_ID.POP }];
  try {
    return constructFromEvents(events, { source: tree.source, schema })[0];
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** Whether every reader of YAML takes a scalar for a string, by YAML 1.1 (kubectl) and by YAML 1.2. */
export const isString = (tree: Tree, node: Node): boolean =>
  typeof strictValue(tree, node) === 'string';

/** Whether a node is null: to Kubernetes the field is absent. */
export const isNull = (tree: Tree, node: Node): boolean =>
  node.kind === 'scalar' && nodeValue(tree, node) === null;

/** A node's value. A scalar in it is a string only if every reader takes it for one. */
export function strictValue(tree: Tree, node: Node): unknown {
  if (node.kind === 'sequence') return node.items.map(item => strictValue(tree, item));
  if (node.kind === 'mapping') {
    const entries = node.pairs.map(({ key, value }, index) => [
      key.kind === 'scalar' ? key.text : `${index}`,
      strictValue(tree, value),
    ]);
    return Object.fromEntries(entries);
  }
  const values = [CORE_SCHEMA, YAML11_SCHEMA].map(schema => nodeValue(tree, node, schema));
  return values.find(value => typeof value !== 'string') ?? values[0];
}
