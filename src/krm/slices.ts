// Bytes in pieces, most of them slices of the input: what does not change is never copied.

export class Slices {
  readonly pieces: readonly Buffer[];

  constructor(pieces: readonly Buffer[]) {
    this.pieces = pieces.filter(({ length }) => length > 0);
  }

  /** In one piece: a copy, unless there is no more than one. */
  whole(): Buffer {
    const [first, second] = this.pieces;
    return first !== undefined && second === undefined ? first : Buffer.concat(this.pieces);
  }

  toString(): string {
    return this.whole().toString();
  }
}
