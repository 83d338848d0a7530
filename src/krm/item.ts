// One item of a ResourceList: a slice of the input that is decoded and parsed only when asked for.
import { isFault, type Node, type SyntaxFault, type Tree } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { type Identity, identityOf } from './identity.ts';
import { peek } from './peek.ts';

const PLAIN = /^[\w./-]+$/;

export class Item {
  readonly bytes: Buffer;
  /** Offset of the dash before the item; -1 in flow style. */
  readonly dash: number;
  readonly #heads: readonly number[] | undefined;
  #tree: Tree | SyntaxFault | undefined;
  #identity: Identity | undefined;
  #header: Header | undefined;

  /**
   * @param bytes in block style whole lines, from that of the dash on
   * @param heads as `peek` takes them, where a scan has found them
   */
  constructor(bytes: Buffer, dash: number, heads?: readonly number[]) {
    this.bytes = bytes;
    this.dash = dash;
    this.#heads = heads;
  }

  /** The text of `bytes`, with the item as its root: the dash before it is no part of the tree. */
  get tree(): Tree | SyntaxFault {
    this.#tree ??= this.#parse();
    return this.#tree;
  }

  get root(): Node | undefined {
    return isFault(this.tree) ? undefined : this.tree.root;
  }

  get value(): unknown {
    return isFault(this.tree) ? undefined : nodeValue(this.tree, this.tree.root);
  }

  get identity(): Identity {
    this.#identity ??= this.#headerIdentity() ?? identityOf(this.value);
    return this.#identity;
  }

  /** Whether a plain word may be a part of the identity: it then stands in the header as it is. */
  mayHold(word: string): boolean {
    const { text, isPlain } = this.#readHeader();
    return !isPlain || text.includes(word);
  }

  /** The fault of an item that was parsed, or that must be because its header does not tell it. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.#readHeader().text === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  #parse(): Tree | SyntaxFault {
    const tree = parseTree(this.bytes.toString());
    if (this.dash < 0 || isFault(tree)) return tree;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : undefined;
    return root === undefined ? { line: 1 } : { ...tree, root };
  }

  #readHeader(): Header {
    this.#header ??= headerOf(peek(this.bytes, this.dash, this.#heads));
    return this.#header;
  }

  #headerIdentity(): Identity | undefined {
    const { text } = this.#readHeader();
    if (text === '') return identityOf(undefined);
    const tree = parseTree(text ?? '');
    return isFault(tree) ? undefined : identityOf(nodeValue(tree, tree.root));
  }
}

/** `isPlain`: no backslash can hide a word. */
type Header =
  | { readonly text: string; readonly isPlain: boolean }
  | { readonly text: undefined; readonly isPlain: false };

const headerOf = (text: string | undefined): Header =>
  text === undefined ? { text, isPlain: false } : { text, isPlain: !text.includes('\\') };

/** The items that are such objects. One whose header does not even hold the words is not parsed. */
export function matching(items: readonly Item[], wanted: Partial<Identity>): Item[] {
  const fields = Object.entries(wanted) as [keyof Identity, unknown][];
  // The longest is the rarest.
  const words = fields
    .flatMap(([, value]) => (value !== undefined && PLAIN.test(`${value}`) ? [`${value}`] : []))
    .sort((a, b) => b.length - a.length);
  return items.filter(
    item =>
      words.every(word => item.mayHold(word)) &&
      fields.every(([field, value]) => item.identity[field] === value),
  );
}
