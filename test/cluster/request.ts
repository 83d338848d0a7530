// One JSON request to the API server.
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 15_000;

export interface Answer<T> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; a string where the server answers in plain text. */
  readonly body: T;
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly ca: Buffer;
  readonly token: string;
  readonly body?: unknown;
}

/** Sends JSON (PATCH: a merge patch). Resolves with any status; rejects without an answer. */
export async function request<T>({ method, url, ca, token, body }: Request): Promise<Answer<T>> {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
  };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  // No agent: a connection kept alive would break when the API server restarts.
  const outgoing = https.request(url, { method, ca, headers, signal, agent: false });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const received = await text(response);
  const json = response.headers['content-type']?.startsWith('application/json');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: json ? JSON.parse(received) : received,
  };
}
