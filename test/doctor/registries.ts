// Real registries on loopback: one image in them, and a password, a token server or a private CA before it.
import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { type Daemon, startDaemon } from '../cluster/daemon.ts';
import { freePort } from '../cluster/port.ts';

export const LOGIN = { username: 'my_username', password: 'my:fake/password+' };
export const REPOSITORY = 'team/fn';

/** A folder with what registries share: the image, and a certificate for 127.0.0.1 that is its own CA. */
export class Registries {
  readonly folder = mkdtempSync(join(tmpdir(), 'registries-'));
  readonly #running: { stop(): unknown }[] = [];

  static async open(): Promise<Registries> {
    const registries = new Registries();
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...[
          '-keyout',
          registries.#path('key.pem'),
          '-out',
          registries.#path('ca.pem'),
          '-days',
          '2',
        ],
        ...['-subj', '/CN=A fake registry', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ],
      { stdio: 'ignore' },
    );
    const host = await registries.#start({});
    await push(host);
    return registries;
  }

  get ca(): string {
    return readFileSync(this.#path('ca.pem'), 'utf8');
  }

  /** With a password. */
  async withPassword(tls = false): Promise<string> {
    const users = this.#path('htpasswd');
    writeFileSync(users, execFileSync('htpasswd', ['-Bbn', LOGIN.username, LOGIN.password]));
    return this.#start({ auth: { htpasswd: { realm: 'private', path: users } } }, tls);
  }

  /** With a token server, which gives tokens for the right login, and rights to one repository alone. */
  async withTokens(): Promise<string> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const given = Buffer.from(`${request.headers.authorization ?? ''}`.slice(6), 'base64');
      const isRight = given.toString() === `${LOGIN.username}:${LOGIN.password}`;
      response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' });
      const scope = url.searchParams.get('scope') ?? '';
      response.end(isRight ? JSON.stringify({ token: this.#token(scope) }) : '{}');
    });
    const port = await listening(server);
    this.#running.push({ stop: () => server.close() });
    return this.#start({
      auth: {
        token: {
          realm: `http://127.0.0.1:${port}/token`,
          service: 'registry',
          issuer: 'tests',
          rootcertbundle: this.#path('ca.pem'),
        },
      },
    });
  }

  async close(): Promise<void> {
    for (const each of this.#running) await each.stop();
    rmSync(this.folder, { recursive: true });
  }

  async #start(config: object, tls = false): Promise<string> {
    const host = `127.0.0.1:${await freePort()}`;
    const file = this.#path(`${randomUUID()}.yml`);
    const certificates = { certificate: this.#path('ca.pem'), key: this.#path('key.pem') };
    writeFileSync(
      file,
      dump({
        version: '0.1',
        http: { addr: host, secret: 'fake', ...(tls && { tls: certificates }) },
        storage: { filesystem: { rootdirectory: this.#path('images') } },
        ...config,
      }),
    );
    const answers = tls
      ? () => accepts(host)
      : () =>
          fetch(`http://${host}/v2/`).then(
            () => true,
            () => false,
          );
    const daemon: Daemon = await startDaemon(
      'docker-registry',
      ['serve', file],
      `${file}.log`,
      answers,
    );
    this.#running.push({ stop: () => daemon.stop('SIGKILL') });
    return host;
  }

  #path(name: string): string {
    return join(this.folder, name);
  }

  #token(scope: string): string {
    const key = createPrivateKey(readFileSync(this.#path('key.pem')));
    const der = new X509Certificate(this.ca).raw.toString('base64');
    const now = Math.floor(Date.now() / 1000);
    const [type, name, actions = ''] = scope.split(':');
    const access = name === REPOSITORY ? [{ type, name, actions: actions.split(',') }] : [];
    const claims = {
      ...{ iss: 'tests', sub: LOGIN.username, aud: 'registry', jti: randomUUID() },
      ...{ iat: now, nbf: now - 10, exp: now + 300, access },
    };
    const text = [{ typ: 'JWT', alg: 'ES256', x5c: [der] }, claims]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }
}

/** A server whose every answer is that status. */
export async function serverWith(status: number): Promise<{ host: string; stop(): void }> {
  const server = createServer((_, response) => response.writeHead(status).end());
  return { host: `127.0.0.1:${await listening(server)}`, stop: () => server.close() };
}

function listening(server: Server): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Whether something listens; a TLS server is asked nothing. */
async function accepts(host: string): Promise<boolean> {
  const { connect } = await import('node:net');
  const [name = '', port] = host.split(':');
  return new Promise(resolve => {
    const socket = connect(Number(port), name);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function push(host: string): Promise<void> {
  const config = Buffer.from('{}');
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  const root = `http://${host}/v2/${REPOSITORY}`;
  const upload = await fetch(`${root}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(upload.headers.get('location') ?? '', root);
  place.searchParams.set('digest', digest);
  await fetch(place, { method: 'PUT', body: config });
  const type = 'application/vnd.docker.distribution.manifest.v2+json';
  const descriptor = {
    mediaType: 'application/vnd.docker.container.image.v1+json',
    size: 2,
    digest,
  };
  const manifest = { schemaVersion: 2, mediaType: type, config: descriptor, layers: [] };
  const put = await fetch(`${root}/manifests/v1`, {
    method: 'PUT',
    headers: { 'content-type': type },
    body: JSON.stringify(manifest),
  });
  if (put.status !== 201) throw new Error(`push: ${put.status} ${await put.text()}`);
}
