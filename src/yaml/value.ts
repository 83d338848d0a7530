// Turns nodes into JavaScript values.
import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  type Schema,
  YAML11_SCHEMA,
  YAMLException,
} from 'js-yaml';
import { MOST_EVENTS, type Node, type Tree } from './node.ts';
import { eventsOf } from './parse-events.ts';

/**
 * A node's value by the YAML 1.2 core schema. `undefined` if it has an unknown tag, or an alias to an anchor
 * outside the node.
 */
export function nodeValue(tree: Tree, node: Node, schema: Schema = CORE_SCHEMA): unknown {
  const [open] = tree.events;
  if (open === undefined) return undefined;
  const events = [open, ...tree.events.slice(...node.events), { type: EVENT_ID.POP }];
  return readable(() => constructFromEvents(events, { source: tree.source, schema })[0]);
}

/**
 * The value of a text, of which no tree is needed; `undefined` if it is not one document that can be read.
 * Where a tag is unknown, all tags are left out.
 *
 * @param most keys, values and brackets
 */
export function textValue(source: string, most = MOST_EVENTS): unknown {
  const events = readable(() => eventsOf(source)) ?? [];
  if (events.length > most) return undefined;
  const read = (all: Event[]) =>
    readable(() => constructFromEvents(all, { source, schema: CORE_SCHEMA }));
  const [value, ...others] = read(events) ?? read(events.map(untagged)) ?? [];
  return others.length === 0 ? value : undefined;
}

const untagged = (event: Event): Event =>
  'tagStart' in event ? { ...event, tagStart: -1, tagEnd: -1 } : event;

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
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
