// Bytes in pieces, most of them slices of the input: unchanged bytes are never copied.

export class Slices {
  readonly pieces: readonly Buffer[];

  constructor(pieces: readonly Buffer[]) {
    this.pieces = pieces.filter(({ length }) => length > 0);
  }

  /** All bytes as one buffer; a copy only if there are several pieces. */
  whole(): Buffer {
    const [first, second] = this.pieces;
    return first !== undefined && second === undefined ? first : Buffer.concat(this.pieces);
  }

  toString(): string {
    return this.whole().toString();
  }
}
