// A relay before the API server, with its certificate: counts requests, holds, cuts and silences them.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Cluster } from '../cluster.ts';

export type Passing = { readonly method: string; readonly path: string; readonly isWatch: boolean };

export class Relay {
  readonly #server: https.Server;
  readonly #watches = new Set<ServerResponse>();
  readonly #upstream: string;
  readonly #ca: Buffer;
  #isSilent = false;
  #malformed = 0;
  /** Since the start or the last `splice(0)`. */
  readonly seen: Passing[] = [];
  /** Called before a request is passed on; seconds that it returns are answered with 429 instead. */
  before: (request: Passing) => Promise<number | undefined> = async () => undefined;

  static async start(cluster: Cluster): Promise<Relay> {
    const relay = new Relay(cluster);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  private constructor({ url, caPath }: Cluster) {
    this.#upstream = url;
    this.#ca = readFileSync(caPath);
    const key = readFileSync(join(dirname(caPath), 'apiserver.key'));
    this.#server = https.createServer({ cert: this.#ca, key }, (request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code?.startsWith('HPE_')) this.#malformed++;
      socket.destroy();
    });
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get openWatches(): number {
    return this.#watches.size;
  }

  /** Breaks the TCP connections of all watches. */
  readonly cutWatches = (): void => {
    for (const response of this.#watches) response.socket?.destroy();
  };

  /** Ends all watches in the orderly way of the API server's timeout. */
  readonly endWatches = (): void => {
    this.#isSilent = false;
    for (const response of this.#watches) response.end();
  };

  /** From now on nothing reaches a watch that is open, and nothing ends it. */
  readonly silenceWatches = (): void => {
    this.#isSilent = true;
  };

  /** Throws where a request was no HTTP: its sender must not get away with it. */
  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#malformed > 0) throw new Error(`${this.#malformed} malformed requests`);
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const isWatch = url.includes('watch=true');
    const passing = { method, path: url.split('?')[0] ?? '', isWatch };
    this.seen.push(passing);
    const body = await buffer(request);
    const retryAfter = await this.before(passing);
    if (retryAfter !== undefined) {
      response.writeHead(429, { 'retry-after': `${retryAfter}` }).end();
      return;
    }
    const outgoing = https.request(this.#upstream + url, {
      method,
      headers,
      ca: this.#ca,
      agent: false,
    });
    outgoing.on('error', () => response.destroy()).end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 0, answer.headers).flushHeaders();
    if (isWatch) this.#watches.add(response);
    response.on('close', () => {
      this.#watches.delete(response);
      outgoing.destroy();
    });
    const isKept = () => isWatch && this.#isSilent;
    answer.on('data', bytes => isKept() || response.write(bytes));
    answer.on('end', () => isKept() || response.end());
    answer.on('error', () => isKept() || response.destroy());
  }
}
