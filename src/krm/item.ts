// One item of a ResourceList: a slice of the input that is decoded and parsed only when asked for.
import { isFault, type Node, parseTree, type SyntaxFault, type Tree } from '../yaml/tree.ts';
import { nodeValue } from '../yaml/value.ts';
import { type Identity, identityOf } from './identity.ts';
import { peek } from './peek.ts';

const PLAIN_PATH = /^[\w./-]+$/;

export class Item {
  readonly bytes: Buffer;
  /** Offset of the dash before the item; -1 in flow style. */
  readonly dash: number;
  #tree: Tree | SyntaxFault | undefined;
  #identity: Identity | undefined;

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
    this.#identity ??= this.#peeked() ?? identityOf(this.value);
    return this.#identity;
  }

  /** The fault of an item that had to be parsed in full to know who it is. */
  get fault(): SyntaxFault | undefined {
    void this.identity;
    return this.#tree !== undefined && isFault(this.#tree) ? this.#tree : undefined;
  }

  /** Whether the item may come from that package file; what does not even name it is not parsed. */
  mayStandIn(path: string): boolean {
    return !PLAIN_PATH.test(path) || this.bytes.includes(path);
  }

  #peeked(): Identity | undefined {
    const header = peek(this.bytes, this.dash);
    if (header === undefined) return undefined;
    const tree = parseTree(header);
    return isFault(tree) ? undefined : identityOf(nodeValue(tree, tree.root));
  }

  #swapDash(text: string, character: ' ' | '-'): string {
    if (this.dash < 0) return text;
    return text.slice(0, this.dash) + character + text.slice(this.dash + 1);
  }
}
