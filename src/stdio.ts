// Reads stdin and writes stdout by plain calls, because the streams of `process` cost a tenth of a run on a
// small package. The streams are used only for a pipe that does not block.
import { fstatSync, readFileSync, readSync, writeSync } from 'node:fs';

const [STDIN, STDOUT, CHUNK] = [0, 1, 65_536];

type Writable = { write(bytes: Uint8Array): unknown };

/** Whether stdin is a terminal or another character device, such as `/dev/null`. */
export const isDevice = (): boolean => fstatSync(STDIN).isCharacterDevice();

/** All of stdin. @param stream for the rest of a pipe that does not block */
export async function readStdin(stream: () => AsyncIterable<Buffer>): Promise<Buffer> {
  // Its size is known: one call, one buffer.
  if (fstatSync(STDIN).isFile()) return readFileSync(STDIN);
  const chunks: Buffer[] = [];
  try {
    for (let read = 1; read > 0; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      read = readSync(STDIN, chunk);
      chunks.push(chunk.subarray(0, read));
    }
  } catch (error) {
    if (!wouldBlock(error)) throw error;
    for await (const chunk of stream()) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Writes all pieces. Returns false if the stream is still writing the rest.
 *
 * @param stream for a pipe that does not block, and for errors
 */
export function writeStdout(pieces: readonly Buffer[], stream: () => Writable): boolean {
  for (const [index, piece] of pieces.entries()) {
    let done = 0;
    try {
      while (done < piece.length) done += writeSync(STDOUT, piece, done);
    } catch {
      const output = stream();
      for (const rest of [piece.subarray(done), ...pieces.slice(index + 1)]) output.write(rest);
      return false;
    }
  }
  return true;
}

const wouldBlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN';
