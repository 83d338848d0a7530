// An image of a registry, asked for as Porch's function runner asks: with the login of the mounted file that
// stands under exactly the registry's host.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { AUTH_PATH, ENABLE_FLAGS, TLS_ENABLE, TLS_PATH } from '../../../src/porch/flags.ts';

export type Flags = ReadonlyMap<string, string>;

/** The status with which the registry answers for the manifest of HOST/NAME:TAG. Rejects without an answer. */
export async function manifestStatus(image: string, flags: Flags): Promise<number> {
  const [, host = '', name, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(image) ?? [];
  const headers = {
    accept: 'application/vnd.docker.distribution.manifest.v2+json',
    ...login(host, flags),
  };
  const path = `${host}/v2/${name}/manifests/${tag}`;
  // A private address may speak either.
  return head(`https://${path}`, headers, ca(flags)).catch(error =>
    error.code === 'EPROTO' ? head(`http://${path}`, headers) : Promise.reject(error),
  );
}

function login(host: string, flags: Flags): { authorization?: string } {
  if (!ENABLE_FLAGS.some(flag => flags.get(flag) === 'true')) return {};
  const { auths } = JSON.parse(readFileSync(dockerConfigPath(flags), 'utf8'));
  const auth = auths[host]?.auth;
  return auth === undefined ? {} : { authorization: `Basic ${auth}` };
}

export const dockerConfigPath = (flags: Flags): string =>
  flags.get(AUTH_PATH) ?? '/var/tmp/config-secret/.dockerconfigjson';

/** The private CA, which then counts alone. */
const ca = (flags: Flags): string | undefined =>
  flags.get(TLS_ENABLE) === 'true'
    ? readFileSync(`${flags.get(TLS_PATH) ?? '/var/tmp/tls-secret/'}/ca.crt`, 'utf8')
    : undefined;

const head = (url: string, headers: http.OutgoingHttpHeaders, ca?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const sent = request(
      url,
      { method: 'HEAD', headers, ...(ca !== undefined && { ca }) },
      answer => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject).end();
  });
