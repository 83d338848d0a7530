// The nodes of a parsed document, with their offsets in its source text.
import { type Event, SCALAR_STYLE, type ScalarStyle } from 'js-yaml';

/** Offsets into the source, end-exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** The extent of a node: with anchor and tag, quotes, brackets, and the header of a block scalar. */
type Extent = Span & {
  /** The node's events, as indexes into `Tree.events`, end-exclusive. */
  readonly events: readonly [number, number];
  readonly anchor?: string;
};
/** `flow`: it is inside brackets, where a comma ends it. */
export type ScalarNode = Extent & {
  kind: 'scalar';
  text: string;
  style: ScalarStyle;
  flow: boolean;
};
export type AliasNode = Extent & { kind: 'alias'; name: string };
type Collection = Extent & {
  flow: boolean;
  /** The offset of the first dash or key, or of the bracket: after anchor and tag. */
  content: number;
  /** Each item from its dash on, each pair from its `?` or key on; in flow style without comma. */
  spans: readonly Span[];
};
export type SequenceNode = Collection & { kind: 'sequence'; items: readonly Node[] };
export type MappingNode = Collection & { kind: 'mapping'; pairs: readonly Pair[] };
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
/** Why a text is no tree, and in which line, from 1. The parser's message is left out: it quotes its input. */
export type SyntaxFault = { readonly line: number; readonly problem: Problem };
export type Problem = keyof typeof PROBLEMS;

/** The most keys, values and brackets of a text: memory for more is out of proportion. */
export const MOST_EVENTS = 300_000;
/** The same for one object, of which the function holds more than one version. */
export const MOST_IN_OBJECT = 60_000;

const PROBLEMS = {
  syntax: 'is not valid YAML',
  'second-document': 'begins a second document',
  'repeated-key': 'repeats a key',
  'unknown-anchor': 'has an alias, but there is no such anchor before it',
  depth: 'is nested too deep',
  size: 'is beyond the number of keys and values that can be read',
};

const BLOCK_STYLES: ReadonlySet<ScalarStyle> = new Set([
  SCALAR_STYLE.LITERAL_BLOCK,
  SCALAR_STYLE.FOLDED_BLOCK,
]);

/** Whether the scalar stands in lines of its own, below a header: `|` or `>`. */
export const isBlockScalar = (node: Node): node is ScalarNode =>
  node.kind === 'scalar' && BLOCK_STYLES.has(node.style);

export const faultText = ({ line, problem }: SyntaxFault): string =>
  `line ${line} ${PROBLEMS[problem]}`;

export const isFault = (parsed: Tree | SyntaxFault): parsed is SyntaxFault => 'line' in parsed;
