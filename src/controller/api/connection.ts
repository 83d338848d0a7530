// The connection to the API server: the only file that imports the Kubernetes client.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { error } from '../../findings/finding.ts';
import { done, failed, type Step } from '../../findings/step.ts';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From `/api` on, with the query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: object;
  readonly signal: AbortSignal;
};

/**
 * The client's configuration (in-cluster or kubeconfig, CA, credentials), without its generated API
 * and its Watch: those open a TLS connection for each request, put bodies and headers into their
 * errors, and give up a watch after 30 s of silence.
 */
export class Connection {
  readonly #config: KubeConfig;
  readonly #server: string;
  readonly #tokenFile: string | undefined;
  /** HTTP/1.1: a watch that went silent does not block the other requests. */
  readonly #agent = new https.Agent({ keepAlive: true, keepAliveMsecs: 30_000 });
  #isClosed = false;

  /** @param tokenFile read for every request, so that a renewed token counts at once */
  constructor(config: KubeConfig, server: string, tokenFile?: string) {
    this.#config = config;
    this.#server = server;
    this.#tokenFile = tokenFile;
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
    const token = this.#tokenFile && (await readFile(this.#tokenFile, 'utf8')).trim();
    if (this.#isClosed) throw new Error('the connection is closed');
    signal.throwIfAborted();
    // Behind a `proxy-url` the client's own agent asks the proxy.
    const isProxied = this.#config.getCurrentCluster()?.proxyUrl !== undefined;
    const agent = isProxied ? options.agent : this.#agent;
    const request = https.request(this.#server + path, { ...options, agent });
    if (token) request.setHeader('authorization', `Bearer ${token}`);
    request.end(body && JSON.stringify(body));
    const [response] = await once(request, 'response', { signal });
    return response;
  }

  /** Breaks off every call in flight; every later one rejects at once. */
  close(): void {
    this.#isClosed = true;
    this.#agent.destroy();
  }
}

const TOKEN_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * In a cluster, without a kubeconfig: from the files that the kubelet mounts below `root`.
 *
 * @param context of the kubeconfig; else its current one
 */
export function connect(
  kubeconfig: string | undefined,
  root = '',
  context?: string,
): Step<Connection> {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromCluster(root);
    else config.loadFromFile(kubeconfig);
    if (context !== undefined) config.setCurrentContext(context);
  } catch {
    return UNREADABLE; // a parser's error quotes the file
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) return UNREADABLE;
  if (kubeconfig !== undefined) return done(new Connection(config, cluster.server));
  // The client would read the token once a minute, as the wall clock has it.
  config.loadFromClusterAndUser(cluster, { name: 'pod' });
  return done(new Connection(config, cluster.server, root + TOKEN_FILE));
}

const UNREADABLE = failed(
  error(
    'kubeconfig-unreadable',
    '`KUBECONFIG` names no readable kubeconfig with a current context. Set it to one.',
  ),
);
