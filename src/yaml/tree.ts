// Parses YAML source text into nodes that know where they stand in it.
import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';
import type {
  MappingNode,
  Node,
  Pair,
  ScalarNode,
  SequenceNode,
  SyntaxFault,
  Tree,
} from './node.ts';

/** Parses exactly one document. A duplicate key is a fault: Kubernetes refuses it too. */
export function parseTree(source: string): Tree | SyntaxFault {
  try {
    const events = parseEvents(source, {});
    if (events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length !== 1) return { line: 1 };
    return new Builder(source, events).tree();
  } catch (error) {
    if (error instanceof YAMLException) return { line: (error.mark?.line ?? 0) + 1 };
    throw error;
  }
}

class Builder {
  readonly source: string;
  readonly events: readonly Event[];
  readonly aliased = new Set<string>();
  next = 1; // events[0] opens the document
  constructor(source: string, events: readonly Event[]) {
    this.source = source;
    this.events = events;
  }

  tree(): Tree {
    const root = this.node(0);
    return { source: this.source, events: this.events, root, aliased: this.aliased };
  }

  /** `after`: where an empty node would stand. */
  node(after: number): Node {
    const first = this.next++;
    const event = this.events[first];
    if (event?.type === EVENT_ID.SCALAR) return this.scalar(event, after, first);
    if (event?.type === EVENT_ID.SEQUENCE) return this.sequence(event, first);
    if (event?.type === EVENT_ID.MAPPING) return this.mapping(event, first);
    if (event?.type === EVENT_ID.ALIAS) {
      const name = this.source.slice(event.anchorStart, event.anchorEnd);
      this.aliased.add(name);
      const [start, end] = [event.anchorStart - 1, event.anchorEnd];
      return { kind: 'alias', name, start, end, events: [first, this.next] };
    }
    return {
      kind: 'scalar',
      text: '',
      style: SCALAR_STYLE.PLAIN,
      start: 0,
      end: 0,
      events: [0, 0],
    };
  }

  scalar(event: ScalarEvent, after: number, first: number): ScalarNode {
    const quoted =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const empty = event.valueStart < 0;
    const bare = Math.max(after, event.anchorEnd, event.tagEnd);
    return {
      kind: 'scalar',
      text: empty ? '' : getScalarValue(this.source, event),
      style: event.style,
      start: empty ? bare : event.valueStart - Number(quoted),
      end: empty ? bare : event.valueEnd + Number(quoted),
      events: [first, this.next],
      ...this.anchor(event),
    };
  }

  sequence(event: SequenceEvent, first: number): SequenceNode {
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const { start } = event;
    const items: Node[] = [];
    const dashes: number[] = [];
    let end = start + 1;
    while (this.events[this.next]?.type !== EVENT_ID.POP) {
      if (!flow) dashes.push(items.length === 0 ? start : nextDash(this.source, end));
      const item = this.node(flow ? end : (dashes.at(-1) ?? start) + 1);
      items.push(item);
      end = item.end;
    }
    end = this.close(flow, end);
    const events = [first, this.next] as const;
    return { kind: 'sequence', flow, items, dashes, start, end, events, ...this.anchor(event) };
  }

  mapping(event: MappingEvent, first: number): MappingNode {
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const pairs: Pair[] = [];
    const seen = new Set<string>();
    let end = event.start + Number(flow);
    while (this.events[this.next]?.type !== EVENT_ID.POP) {
      const key = this.node(end);
      const text = key.kind === 'scalar' ? key.text : undefined;
      if (text !== undefined && seen.has(text)) {
        YAMLException.throwAt(this.source, key.start, 'duplicate key');
      }
      if (text !== undefined) seen.add(text);
      const value = this.node(afterColon(this.source, key.end));
      pairs.push({ key, value });
      end = value.end;
    }
    end = this.close(flow, end);
    const events = [first, this.next] as const;
    return { kind: 'mapping', flow, pairs, start: event.start, end, events, ...this.anchor(event) };
  }

  /** Consumes the POP event; a flow collection ends behind its bracket. */
  close(flow: boolean, end: number): number {
    this.next++;
    if (!flow) return end;
    return end + (/^(?:\s|#[^\n]*\n|,)*[\]}]/.exec(this.source.slice(end))?.[0].length ?? 0);
  }

  anchor(event: { anchorStart: number; anchorEnd: number }): { anchor?: string } {
    if (event.anchorStart < 0) return {};
    return { anchor: this.source.slice(event.anchorStart, event.anchorEnd) };
  }
}

const nextDash = (source: string, from: number): number =>
  from + (/^(?:[^\n]*\n)*?[ \t]*(?=-)/.exec(source.slice(from))?.[0].length ?? 0);

const afterColon = (source: string, from: number): number =>
  from + (/^\s*:/.exec(source.slice(from))?.[0].length ?? 0);
