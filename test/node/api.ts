// The node's API server, as its administrator or in the name of an account: through a socket among its files.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { sharedNode } from './node.ts';

type Answer<T> = { readonly status: number; readonly body: T };
type Asking = {
  readonly method?: string;
  readonly body?: object;
  /** A user in whose name it is asked. */
  readonly as?: string;
  readonly signal?: AbortSignal;
};

export async function ask<T = unknown>(path: string, asking: Asking = {}): Promise<Answer<T>> {
  const response = await send(path, asking);
  const said = await text(response);
  const isJson = /^[[{]/.test(said);
  return { status: response.statusCode ?? 0, body: isJson ? JSON.parse(said) : said };
}

async function send(path: string, { method = 'GET', body, as, signal }: Asking) {
  const { files } = await sharedNode();
  const headers = {
    'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    ...(as !== undefined && { 'impersonate-user': as }),
  };
  const options = { socketPath: `${files}/api.sock`, path, method, headers, agent: false };
  const outgoing = request({ ...options, ...(signal && { signal }) });
  outgoing.end(body && JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

type WatchEvent<T> = { readonly type: string; readonly object: T };

/**
 * The first object of a collection, as it is or becomes, for which `holds`.
 * @param path of the collection, with a selector where only some of it counts
 */
export async function when<T>(
  path: string,
  holds: (object: T) => boolean,
  seconds = 90,
): Promise<T> {
  const limit = AbortSignal.timeout(seconds * 1000);
  let last: unknown;
  try {
    const watch = `${path}${path.includes('?') ? '&' : '?'}watch=true`;
    for await (const line of linesOf(await send(watch, { signal: limit }))) {
      const { type, object } = JSON.parse(line) as WatchEvent<T>;
      if (type !== 'DELETED' && holds(object)) return object;
      last = object;
    }
    throw new Error('the watch ended');
  } catch (cause) {
    const seen = JSON.stringify((last as { status?: unknown })?.status ?? last);
    throw new Error(`not within ${seconds} s: ${path} was last ${seen}`, { cause });
  }
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
