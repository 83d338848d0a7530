// A connection to the API server that is kept: the only file that knows the Kubernetes client.
import {
  type HttpMethod,
  IsomorphicFetchHttpLibrary,
  KubeConfig,
  RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

export type Call = {
  readonly method: HttpMethod;
  /** From `/api` on, with the query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: object;
  readonly signal: AbortSignal;
};

/**
 * The client's configuration (in-cluster or kubeconfig, CA, token and its rotation) and its HTTP
 * library, without its generated API: that drops fields it does not know from what is written back,
 * puts bodies and headers into its errors, and needs 10 MB.
 */
export class Connection extends KubeConfig {
  readonly #http = new IsomorphicFetchHttpLibrary();
  #dispatcher: Dispatcher | undefined;

  /** Resolves with the headers of any answer; rejects without one. */
  async call({ method, path, accept, contentType, body, signal }: Call): Promise<ResponseContext> {
    const request = new RequestContext(`${this.getCurrentCluster()?.server}${path}`, method);
    request.setHeaderParam('User-Agent', 'enable-private-registries');
    request.setHeaderParam('Accept', accept ?? 'application/json');
    if (body !== undefined) {
      request.setHeaderParam('Content-Type', contentType ?? 'application/json');
      request.setBody(JSON.stringify(body));
    }
    request.setSignal(signal);
    await this.applySecurityAuthentication(request);
    return this.#http.send(request).toPromise();
  }

  /** The client makes a dispatcher, and so a TLS connection, for every request; this keeps one. */
  override async applySecurityAuthentication(request: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(request);
    this.#dispatcher ??= request.getDispatcher();
    if (this.#dispatcher) request.setDispatcher(this.#dispatcher);
  }

  /** HTTP/1.1: a watch that has gone silent must not take the other requests with it. */
  override createDispatcherOptions(...args: Parameters<KubeConfig['createDispatcherOptions']>) {
    const options = super.createDispatcherOptions(...args);
    const own = { allowH2: false };
    return options.type === 'agent'
      ? { ...options, connect: { ...options.connect, ...own } }
      : options;
  }

  /** Opens new connections from now on, with the CA as it then is; open watches go on. */
  renew(): void {
    this.#dispatcher?.close().catch(() => undefined);
    this.#dispatcher = undefined;
  }

  async close(): Promise<void> {
    await this.#dispatcher?.destroy();
  }
}

/** Undefined where the kubeconfig cannot be read, or names no cluster. Without one: in-cluster. */
export function connect(kubeconfig: string | undefined): Connection | undefined {
  const connection = new Connection();
  try {
    if (kubeconfig === undefined) connection.loadFromCluster();
    else connection.loadFromFile(kubeconfig);
  } catch {
    return undefined; // a parser's error quotes the file
  }
  return connection.getCurrentCluster() ? connection : undefined;
}
