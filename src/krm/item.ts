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

  /** @param bytes in block style whole lines, from that of the dash on */
  constructor(bytes: Buffer, dash: number) {
    this.bytes = bytes;
    this.dash = dash;
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

  /** Whether the item is such an object. One whose header does not even name it is not parsed. */
  is(wanted: Partial<Identity>): boolean {
    const fields = Object.entries(wanted) as [keyof Identity, unknown][];
    return (
      fields.every(([, value]) => value === undefined || this.#mayName(`${value}`)) &&
      fields.every(([field, value]) => this.identity[field] === value)
    );
  }

  /** The fault of an item that was parsed, or that must be because its header does not tell it. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.#peek() === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  #parse(): Tree | SyntaxFault {
    const tree = parseTree(this.bytes.toString());
    if (this.dash < 0 || isFault(tree)) return tree;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : undefined;
    return root === undefined ? { line: 1 } : { ...tree, root };
  }

  #peek(): string | undefined {
    this.#header ??= { text: peek(this.bytes, this.dash) };
    return this.#header.text;
  }

  #headerIdentity(): Identity | undefined {
    const header = this.#peek();
    if (header === '') return identityOf(undefined);
    const tree = parseTree(header ?? '');
    return isFault(tree) ? undefined : identityOf(nodeValue(tree, tree.root));
  }

  /** A plain word stands in the source as it is, unless a backslash can hide it. */
  #mayName(word: string): boolean {
    const header = this.#peek();
    return header === undefined || !PLAIN.test(word) || /\\/.test(header) || header.includes(word);
  }
}
