// Starts etcd, and compacts it through its JSON gateway.
import { join } from 'node:path';
import { type Daemon, startDaemon } from './daemon.ts';
import { freePort } from './port.ts';

export interface Etcd extends Daemon {
  readonly url: string;
  /** Drops every revision but the current one, and returns that. */
  compact(): Promise<number>;
}

export async function startEtcd(binaries: string, folder: string): Promise<Etcd> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const flags = [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    '--listen-peer-urls=http://127.0.0.1:0',
    '--unsafe-no-fsync', // its data does not outlive the test
  ];
  const ready = () =>
    fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      answer => answer.ok,
      () => false,
    );
  const daemon = await startDaemon(join(binaries, 'etcd'), flags, join(folder, 'etcd.log'), ready);
  return { ...daemon, url, compact: () => compact(url) };
}

async function compact(url: string): Promise<number> {
  const { header } = await post<{ header: { revision: string } }>(`${url}/v3/kv/range`, {
    key: Buffer.from('/').toString('base64'),
    count_only: true,
  });
  await post(`${url}/v3/kv/compaction`, { revision: header.revision, physical: true });
  return Number(header.revision);
}

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
