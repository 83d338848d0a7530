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
  #tree: Tree | SyntaxFault | undefined;
  #identity: Identity | undefined;
  #header: { readonly text: string | undefined } | undefined;

  constructor(bytes: Buffer, dash: number) {
    this.bytes = bytes;
    this.dash = dash;
  }

  /** The item as a document of its own, its dash blanked so that offsets and columns stay. */
  get tree(): Tree | SyntaxFault {
    this.#tree ??= parseTree(this.#swapDash(this.bytes.toString(), ' '));
    return this.#tree;
  }

  /** The item's text again, from a source like that of `tree`. */
  restore(source: string): string {
    return this.#swapDash(source, '-');
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

  /** Whether the item is such an object. One whose header does not even name it is not parsed. */
  is(wanted: Partial<Identity>): boolean {
    const fields = Object.entries(wanted) as [keyof Identity, unknown][];
    return (
      fields.every(([, value]) => value === undefined || this.#mayName(`${value}`)) &&
      fields.every(([field, value]) => this.identity[field] === value)
    );
  }

  /** The fault of an item that had to be parsed in full to know who it is. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.#peek() === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  #peek(): string | undefined {
    this.#header ??= { text: peek(this.bytes, this.dash) };
    return this.#header.text;
  }

  #headerIdentity(): Identity | undefined {
    const tree = parseTree(this.#peek() ?? '');
    return isFault(tree) ? undefined : identityOf(nodeValue(tree, tree.root));
  }

  /** A plain word stands in the source as it is, unless a backslash can hide it. */
  #mayName(word: string): boolean {
    const header = this.#peek();
    return header === undefined || !PLAIN.test(word) || /\\/.test(header) || header.includes(word);
  }

  #swapDash(text: string, character: ' ' | '-'): string {
    if (this.dash < 0) return text;
    return text.slice(0, this.dash) + character + text.slice(this.dash + 1);
  }
}
