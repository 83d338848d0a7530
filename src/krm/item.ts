// One item of a ResourceList: a slice of the input that is decoded and parsed only when asked for.
import { isFault, MOST_IN_OBJECT, type Node, type SyntaxFault, type Tree } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue, textValue } from '../yaml/value.ts';
import { type Identity, identityOf } from './identity.ts';
import type { Input } from './input.ts';
import type { Header } from './peek.ts';
import type { Range } from './scan.ts';

/** Reads the lines of type and metadata; `undefined` if that takes a parse of the whole item. */
type Peek = (input: Input, range: Range, dash: number) => Header | undefined;

/** Beyond ASCII a character has several bytes. */
const ASCII = /^[ -~]*$/;

export class Item {
  readonly #input: Input;
  readonly #range: Range;
  readonly #dash: number;
  readonly #peek: Peek;
  #tree: Tree | SyntaxFault | undefined;
  #value: unknown;
  #identity: Identity | undefined;
  #header: Header | null | undefined;

  /**
   * @param range in block style whole lines, from that of the dash on
   * @param dash column of the dash before the item; -1 in flow style
   */
  constructor(input: Input, range: Range, dash: number, peek: Peek = () => undefined) {
    this.#input = input;
    this.#range = range;
    this.#dash = dash;
    this.#peek = peek;
  }

  get bytes(): Buffer {
    return this.#input.bytes.subarray(this.#range.start, this.#range.end);
  }

  /** The text of `bytes`, with the item as its root: the tree leaves out the dash before it. */
  get tree(): Tree | SyntaxFault {
    this.#tree ??= this.#parse(this.bytes.toString());
    return this.#tree;
  }

  get root(): Node | undefined {
    return isFault(this.tree) ? undefined : this.tree.root;
  }

  get value(): unknown {
    this.#value ??= isFault(this.tree) ? undefined : nodeValue(this.tree, this.tree.root);
    return this.#value;
  }

  get identity(): Identity {
    this.#identity ??= this.#headerIdentity() ?? identityOf(this.value);
    return this.#identity;
  }

  get header(): Header | undefined {
    if (this.#header === undefined)
      this.#header = this.#peek(this.#input, this.#range, this.#dash) ?? null;
    return this.#header ?? undefined;
  }

  /** Whether a word stands anywhere in its bytes: to look for it costs less than to parse the item. */
  holds(word: string): boolean {
    const text = this.#input.text.slice(this.#range.start, this.#range.end);
    return text.includes(ASCII.test(word) ? word : Buffer.from(word).toString('latin1'));
  }

  /** Whether a name in the header can be this word; false only if that is certain without a parse. */
  mayHold(word: string): boolean {
    const { header } = this;
    return header === undefined || header.isHiding || header.text.includes(word);
  }

  /** The syntax fault of an item that was parsed. An item without a readable header is parsed for this. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.header === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  /** The value of a text that stands in the item's place; `undefined` if that is no single item. */
  valueIn(text: string): unknown {
    const value = textValue(text, MOST_IN_OBJECT);
    if (this.#dash < 0) return value;
    return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  }

  #parse(text: string): Tree | SyntaxFault {
    const tree = parseTree(text, MOST_IN_OBJECT);
    if (this.#dash < 0 || isFault(tree)) return tree;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : undefined;
    return root === undefined ? { line: 1, problem: 'syntax' } : { ...tree, root };
  }

  #headerIdentity(): Identity | undefined {
    const text = this.header?.text;
    if (text === '') return identityOf(undefined);
    const tree = parseTree(text ?? '');
    if (isFault(tree)) return undefined;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : tree.root;
    return root && identityOf(nodeValue(tree, root));
  }
}
