// Every version of one Secret, as the API server reports it.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { createInterface } from 'node:readline';
import type { Secret } from '../../src/controller/api/objects.ts';
import type { Cluster } from '../cluster.ts';

export type SecretEvent = { readonly type: string; readonly object: Secret };

/** Calls `report` with each change from now on, in its order. Returns what ends the watch. */
export async function watchSecret(
  { url, caPath, adminToken }: Cluster,
  path: string,
  report: (event: SecretEvent) => void,
): Promise<() => void> {
  const [folder, name] = [
    path.slice(0, path.lastIndexOf('/')),
    path.slice(path.lastIndexOf('/') + 1),
  ];
  const query = `watch=true&fieldSelector=metadata.name%3D${name}`;
  const request = https.get(`${url}${folder}?${query}`, {
    ca: readFileSync(caPath),
    headers: { authorization: `Bearer ${adminToken}` },
    agent: false,
  });
  const [response] = await once(request, 'response');
  createInterface(response)
    .on('line', line => report(JSON.parse(line) as SecretEvent))
    .on('error', () => {}); // the end that is asked for
  return () => request.destroy();
}
