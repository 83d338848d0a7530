// The kubeconfig of one server and one token.
import { readFileSync, writeFileSync } from 'node:fs';

export type Access = { readonly url: string; readonly caPath: string; readonly token: string };

export function writeKubeconfig(path: string, { url, caPath, token }: Access): void {
  const ca = readFileSync(caPath).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: url, 'certificate-authority-data': ca } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
}
