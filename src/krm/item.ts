// One item of a ResourceList: a slice of the input that is decoded and parsed only when asked for.
import { isFault, type Node, type SyntaxFault, type Tree } from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { type Identity, identityOf } from './identity.ts';
import { peek } from './peek.ts';
import type { ItemRange } from './scan.ts';

export class Item {
  readonly #input: Buffer;
  readonly #range: ItemRange;
  readonly #dash: number;
  #tree: Tree | SyntaxFault | undefined;
  #identity: Identity | undefined;
  #header: string | null | undefined;

  /**
   * @param range in block style whole lines, from that of the dash on
   * @param dash where the dash stands before the item; -1 in flow style
   */
  constructor(input: Buffer, range: ItemRange, dash: number) {
    this.#input = input;
    this.#range = range;
    this.#dash = dash;
  }

  get bytes(): Buffer {
    return this.#input.subarray(this.#range.start, this.#range.end);
  }

  /** The text of `bytes`, with the item as its root: the dash before it is no part of the tree. */
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

  /** The lines of type and metadata; `undefined` where only a parse of the whole item tells them. */
  get header(): string | undefined {
    if (this.#header === undefined) {
      this.#header = peek(this.#input, this.#range, this.#dash) ?? null;
    }
    return this.#header ?? undefined;
  }

  /** The fault of an item that was parsed, or that must be because its header does not tell it. */
  get fault(): SyntaxFault | undefined {
    const parsed = this.header === undefined ? this.tree : this.#tree;
    return parsed !== undefined && isFault(parsed) ? parsed : undefined;
  }

  /** The tree of a text that stands in the item's place. */
  parse(text: string): Tree | SyntaxFault {
    const tree = parseTree(text);
    if (this.#dash < 0 || isFault(tree)) return tree;
    const root = tree.root.kind === 'sequence' ? tree.root.items[0] : undefined;
    return root === undefined ? { line: 1 } : { ...tree, root };
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
