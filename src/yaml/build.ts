// Builds nodes from the parser's events. js-yaml reports where a collection starts, not where it ends.
import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import { extentOf, withProperties } from './extent.ts';
import { contentAt, entryAt } from './gap.ts';
import { closingEnd, documentStart, hasBrackets, keyStart, valueStart } from './indicator.ts';
import type {
  AliasNode,
  MappingNode,
  Node,
  Pair,
  Problem,
  ScalarNode,
  SequenceNode,
  Span,
  Tree,
} from './node.ts';

/** @throws YAMLException if the events are not one document, or if a mapping repeats a key */
export function buildTree(source: string, events: readonly Event[]): Tree {
  const builder = new Builder(source, events);
  const root = builder.node(1, documentStart(source, events), false);
  const [, next] = root.events;
  if (next + 1 < events.length) fault(source, contentAt(source, root.end), 'second-document');
  return { source, events, root, aliased: builder.aliased };
}

class Builder {
  readonly source: string;
  readonly events: readonly Event[];
  readonly anchors = new Set<string>();
  readonly aliased = new Set<string>();

  constructor(source: string, events: readonly Event[]) {
    this.source = source;
    this.events = events;
  }

  /**
   * The node that begins with an event.
   *
   * @param after the earliest offset of the node; the offset of an empty node
   */
  node(first: number, after: number, flow: boolean): Node {
    const event = this.events[first];
    // An alias inside the node to the node itself would be a circle, whatever had the name before.
    this.anchors.delete(this.anchorOf(event));
    const node = this.read(event, first, after, flow);
    if (node.anchor !== undefined) this.anchors.add(node.anchor);
    return node;
  }

  /** Empty where the node has none. */
  anchorOf(event: Event | undefined): string {
    const hasAnchor = event !== undefined && 'tagStart' in event && event.anchorStart >= 0;
    return hasAnchor ? this.source.slice(event.anchorStart, event.anchorEnd) : '';
  }

  read(event: Event | undefined, first: number, after: number, flow: boolean): Node {
    if (event?.type === EVENT_ID.SCALAR) return this.scalar(event, first, after, flow);
    if (event?.type === EVENT_ID.SEQUENCE) return this.sequence(event, first);
    if (event?.type === EVENT_ID.MAPPING) return this.mapping(event, first, after);
    if (event?.type === EVENT_ID.ALIAS) return this.alias(event, first);
    throw new Error(`no node begins with event ${first}`);
  }

  alias({ anchorStart, anchorEnd: end }: AliasEvent, first: number): AliasNode {
    const name = this.source.slice(anchorStart, end);
    if (!this.anchors.has(name)) fault(this.source, anchorStart, 'unknown-anchor');
    this.aliased.add(name);
    return { kind: 'alias', name, start: anchorStart - 1, end, events: [first, first + 1] };
  }

  scalar(event: ScalarEvent, first: number, after: number, flow: boolean): ScalarNode {
    const { style } = event;
    const text = getScalarValue(this.source, event);
    const extent = withProperties(this.source, event, extentOf(this.source, event, after));
    return { kind: 'scalar', text, style, flow, events: [first, first + 1], ...extent };
  }

  sequence(event: SequenceEvent, first: number): SequenceNode {
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const items: Node[] = [];
    const spans: Span[] = [];
    let [next, end] = [first + 1, event.start + Number(flow)];
    while (this.events[next]?.type !== EVENT_ID.POP) {
      const start = entryAt(this.source, end);
      const item = this.node(next, start + Number(!flow), flow);
      [next, end] = [item.events[1], item.end];
      items.push(item);
      spans.push({ start, end });
    }
    if (flow) end = closingEnd(this.source, end);
    const { start: content } = event;
    const extent = withProperties(this.source, event, { start: content, end });
    const events = [first, next + 1] as const;
    return { kind: 'sequence', flow, content, items, spans, events, ...extent };
  }

  mapping(event: MappingEvent, first: number, after: number): MappingNode {
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const pairs: Pair[] = [];
    const spans: Span[] = [];
    const seen = new Set<string>();
    const isBare = flow && !hasBrackets(this.source, event, this.events[first + 1]);
    const content = isBare ? after : event.start;
    let [next, end] = [first + 1, content + Number(flow && !isBare)];
    while (this.events[next]?.type !== EVENT_ID.POP) {
      const start = entryAt(this.source, end);
      const key = this.node(next, keyStart(this.source, start), flow);
      if (key.kind === 'scalar' && seen.has(key.text)) {
        fault(this.source, key.start, 'repeated-key');
      }
      if (key.kind === 'scalar') seen.add(key.text);
      const behind = valueStart(this.source, start, key.end, flow);
      const value = this.node(key.events[1], behind, flow);
      [next, end] = [value.events[1], value.end];
      pairs.push({ key, value });
      spans.push({ start, end });
    }
    if (flow && !isBare) end = closingEnd(this.source, end);
    const extent = withProperties(this.source, event, { start: content, end });
    const events = [first, next + 1] as const;
    return { kind: 'mapping', flow, content, pairs, spans, events, ...extent };
  }
}

const fault = (source: string, offset: number, problem: Problem): never =>
  YAMLException.throwAt(source, offset, problem);
