// The nodes of a parsed document, which know where they stand in its source text.
import type { Event, ScalarStyle } from 'js-yaml';

type Place = {
  /** Offsets into the source, end-exclusive, without anchor and tag; quotes and brackets included. */
  readonly start: number;
  readonly end: number;
  /** The node's events, as indexes into `Tree.events`, end-exclusive. */
  readonly events: readonly [number, number];
  readonly anchor?: string;
};
export type ScalarNode = Place & { kind: 'scalar'; text: string; style: ScalarStyle };
type AliasNode = Place & { kind: 'alias'; name: string };
export type SequenceNode = Place & {
  kind: 'sequence';
  flow: boolean;
  items: readonly Node[];
  /** Where the dash of each item stands; empty in flow style. */
  dashes: readonly number[];
};
export type MappingNode = Place & { kind: 'mapping'; flow: boolean; pairs: readonly Pair[] };
export type Node = ScalarNode | AliasNode | SequenceNode | MappingNode;
export type Pair = { readonly key: Node; readonly value: Node };

/** One parsed document. */
export type Tree = {
  readonly source: string;
  readonly events: readonly Event[];
  readonly root: Node;
  /** Names of anchors that an alias refers to: an edit inside them would show in two places. */
  readonly aliased: ReadonlySet<string>;
};
/** The 1-based line of the first syntax error. The parser's message is left out: it quotes its input. */
export type SyntaxFault = { readonly line: number };

export const isFault = (parsed: Tree | SyntaxFault): parsed is SyntaxFault => 'line' in parsed;
