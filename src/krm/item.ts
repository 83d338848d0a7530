// One item of a ResourceList: a slice of the input that is decoded and parsed only when asked for.
import { isFault, MOST_IN_OBJECT, type Node, type SyntaxFault, type Tree } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { type Identity, identityOf } from './identity.ts';
import type { Range } from './scan.ts';

/** An escape or an alias in a header can stand for any word. */
const HIDING = /[\\*]/;

/** Reads the lines of type and metadata; `undefined` if that takes a parse of the whole item. */
type Peek = (input: Buffer, range: Range, dash: number) => string | undefined;

export class Item {
  readonly #input: Buffer;
  readonly #range: Range;
  readonly #dash: number;
  readonly #peek: Peek;
  #tree: Tree | SyntaxFault | undefined;
  #identity: Identity | undefined;
  #header: string | null | undefined;
  #isHiding = false;

  /**
   * @param range in block style whole lines, from that of the dash on
   * @param dash column of the dash before the item; -1 in flow style
   */
  constructor(input: Buffer, range: Range, dash: number, peek: Peek = () => undefined) {
    this.#input = input;
    this.#range = range;
    this.#dash = dash;
    this.#peek = peek;
  }

  get bytes(): Buffer {
    return this.#input.subarray(this.#range.start, this.#range.end);
  }

  /** The text of `bytes`, with the item as its root: the tree leaves out the dash before it. */
  get tree(): Tree | SyntaxFault {
    this.#tree ??= this.parse(this.bytes.toString());
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

  get header(): string | undefined {
    if (this.#header === undefined) {
      this.#header = this.#peek(this.#input, this.#range, this.#dash) ?? null;
      this.#isHiding = HIDING.test(this.#header ?? '');
    }
    return this.#header ?? undefined;
  }

  /** Whether a word stands anywhere in its bytes: to look for it costs less than to parse the item. */
  holds(word: string): boolean {
    return this.bytes.includes(word);
  }

  /** Whether a name in the header can be this word; false only if that is certain without a parse. */
  mayHold(word: string): boolean {
    const { header } = this;
    return header === undefined || this.#isHiding || header.includes(word);
  }

  /** The syntax fault of an item that was parsed. An item without a readable header is parsed for this. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.header === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  /** The tree of a text that stands in the item's place. */
  parse(text: string): Tree | SyntaxFault {
    const tree = parseTree(text, MOST_IN_OBJECT);
    if (this.#dash < 0 || isFault(tree)) return tree;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : undefined;
    return root === undefined ? { line: 1, problem: 'syntax' } : { ...tree, root };
  }

  #headerIdentity(): Identity | undefined {
    const { header } = this;
    if (header === '') return identityOf(undefined);
    const tree = parseTree(header ?? '');
    if (isFault(tree)) return undefined;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : tree.root;
    return root && identityOf(nodeValue(tree, root));
  }
}
