// A real API server with etcd, on loopback: authentication, RBAC and admission are in force.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiServer } from './cluster/apiserver.ts';
import { assets } from './cluster/assets.ts';
import type { Daemon } from './cluster/daemon.ts';
import { type Etcd, startEtcd } from './cluster/etcd.ts';
import { type Answer, request } from './cluster/request.ts';

export { assets };

/**
 * No controllers run: nothing makes a namespace's `default` ServiceAccount, or empties a deleted
 * namespace.
 */
export interface Cluster {
  readonly url: string;
  readonly caPath: string;
  readonly adminToken: string;
  /** As the administrator unless a token is given. Rejects only where there is no answer. */
  request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<Answer<T>>;
  /** A token for an existing ServiceAccount, valid for an hour. */
  tokenFor(namespace: string, serviceAccount: string): Promise<string>;
  /** SIGTERM, the default, ends open watches in an orderly way; SIGKILL is an outage. */
  stopApiServer(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, on the same port, certificate and etcd. */
  startApiServer(): Promise<void>;
  /** Drops etcd's history, and returns the one revision that is left. */
  compact(): Promise<number>;
  /** Ends both servers and removes their folder. */
  stop(): Promise<void>;
}

/** Starts a cluster of its own; `flags` are further flags of the API server. */
export async function startCluster(flags: readonly string[] = []): Promise<Cluster> {
  const binaries = assets();
  if (!binaries) throw new Error('no kube-apiserver and etcd: run hack/envtest/build first');
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  let etcd: Etcd | undefined;
  let api: Daemon | undefined;
  const stop = async () => {
    await api?.stop('SIGKILL');
    await etcd?.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    etcd = await startEtcd(binaries, folder);
    const server = await apiServer(binaries, folder, etcd.url, flags);
    api = await server.start();
    const { url, caPath, adminToken } = server;
    const ca = readFileSync(caPath);
    const send: Cluster['request'] = (method, path, body, token = adminToken) =>
      request({ method, url: url + path, ca, token, body });
    return {
      url,
      caPath,
      adminToken,
      request: send,
      tokenFor: (namespace, serviceAccount) => tokenFor(send, namespace, serviceAccount),
      stopApiServer: async (signal = 'SIGTERM') => {
        await api?.stop(signal);
        api = undefined;
      },
      startApiServer: async () => {
        api ??= await server.start();
      },
      compact: etcd.compact,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function tokenFor(
  send: Cluster['request'],
  namespace: string,
  serviceAccount: string,
): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
  const { status, body } = await send<{ status: { token: string } }>('POST', path, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 3600 },
  });
  if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
  return body.status.token;
}
