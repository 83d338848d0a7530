// Describes one kube-apiserver: its keys, tokens and flags; it can be started again and again.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Daemon, startDaemon } from './daemon.ts';
import { freePort } from './port.ts';
import { request } from './request.ts';

export interface ApiServer {
  readonly url: string;
  /** A PEM file. The API server writes it at its first start, and keeps it over restarts. */
  readonly caPath: string;
  readonly adminToken: string;
  start(): Promise<Daemon>;
}

export async function apiServer(
  binaries: string,
  folder: string,
  etcd: string,
  more: readonly string[],
): Promise<ApiServer> {
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const adminToken = randomUUID();
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${adminToken},admin,admin,system:masters\n`, { mode: 0o600 });
  const key = join(folder, 'service-accounts.pem');
  writeFileSync(key, serviceAccountKey(), { mode: 0o600 });
  const certificates = join(folder, 'certificates');
  const caPath = join(certificates, 'apiserver.crt');

  const flags = [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${certificates}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--endpoint-reconciler-type=none', // a loopback address cannot be an endpoint
    '--authorization-mode=RBAC',
    `--token-auth-file=${tokens}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--shutdown-watch-termination-grace-period=1s', // else open watches hold up a SIGTERM
    ...more,
  ];
  const ready = async () => {
    try {
      const ca = readFileSync(caPath);
      const { status } = await request({
        method: 'GET',
        url: `${url}/readyz`,
        ca,
        token: adminToken,
      });
      return status === 200;
    } catch {
      return false;
    }
  };
  const start = () =>
    startDaemon(join(binaries, 'kube-apiserver'), flags, join(folder, 'apiserver.log'), ready);
  return { url, caPath, adminToken, start };
}

function serviceAccountKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}
