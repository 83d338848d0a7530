// Reads the lines of a watch: one JSON event each.

import type { Failure, WatchListener } from './cluster.ts';
import { refused } from './status.ts';

type WatchEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: {
    readonly metadata?: { readonly resourceVersion?: string };
    /** Of the Status that comes with ERROR; 410 where the history is gone. */
    readonly code?: number;
  };
};

/**
 * Calls the listener for each event until the stream ends (undefined) or brings an ERROR. Throws what
 * the stream throws when it breaks, and a SyntaxError for a line that is not JSON.
 */
export async function readWatch(
  act: string,
  stream: AsyncIterable<Uint8Array>,
  listener: WatchListener,
): Promise<Failure | undefined> {
  for await (const line of linesOf(stream)) {
    const { type, object }: WatchEvent = JSON.parse(line);
    if (type === 'ERROR') return refused(act, object.code ?? 500, '', JSON.stringify(object));
    const version = object.metadata?.resourceVersion;
    if (version !== undefined) listener.reached(version);
    if (type !== 'BOOKMARK') listener.changed(version);
  }
  return undefined;
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(line => line !== '');
  }
}
