// The connection to the API server: the only file that imports the Kubernetes client.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { error } from '../../findings/finding.ts';
import { done, failed, type Step } from '../../findings/step.ts';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/api` on, with the query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: object;
  readonly signal: AbortSignal;
};

/**
 * The client's configuration (in-cluster or kubeconfig, CA, token and its rotation), without its
 * generated API and its Watch: those open a TLS connection for each request, put bodies and headers
 * into their errors, drop fields that they do not know from what is written back, and give up a
 * watch after 30 s of silence.
 */
export class Connection {
  readonly #config: KubeConfig;
  readonly #server: string;
  /** HTTP/1.1: a watch that went silent does not block the other requests. */
  readonly #agent = new https.Agent({ keepAlive: true, keepAliveMsecs: 30_000 });
  #isClosed = false;

  constructor(config: KubeConfig, server: string) {
    this.#config = config;
    this.#server = server;
  }

  /** Resolves with the headers of any answer, whose body is still to be read; rejects without one. */
  async call({ method, path, signal, body, ...types }: Call): Promise<IncomingMessage> {
    const options: https.RequestOptions = {
      method,
      signal,
      headers: {
        'user-agent': 'enable-private-registries',
        accept: types.accept ?? 'application/json',
        ...(body && { 'content-type': types.contentType ?? 'application/json' }),
      },
    };
    await this.#config.applyToHTTPSOptions(options);
    if (this.#isClosed) throw new Error('the connection is closed');
    const request = https.request(this.#server + path, { ...options, agent: this.#agent });
    const text = body && JSON.stringify(body);
    // Node sets no length for the body of a DELETE; the server would read the preconditions as a request.
    if (text !== undefined) request.setHeader('content-length', Buffer.byteLength(text));
    request.end(text);
    const [response] = await once(request, 'response', { signal });
    return response;
  }

  /** Breaks off every call in flight; every later one rejects at once. */
  close(): void {
    this.#isClosed = true;
    this.#agent.destroy();
  }
}

/** In a cluster, without a kubeconfig: from the files that the kubelet mounts below `root`. */
export function connect(kubeconfig: string | undefined, root = ''): Step<Connection> {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromCluster(root);
    else config.loadFromFile(kubeconfig);
  } catch {
    return UNREADABLE; // a parser's error quotes the file
  }
  const cluster = config.getCurrentCluster();
  return cluster ? done(new Connection(config, cluster.server)) : UNREADABLE;
}

const UNREADABLE = failed(
  error(
    'kubeconfig-unreadable',
    '`KUBECONFIG` names no readable kubeconfig with a current context. Set it to one.',
  ),
);
