// Asks a registry for the head of a manifest, as the function runner does: ping, token, HEAD.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { type Answer, answerIn } from '../../checks/answer.ts';
import type { Login } from '../../registry/auth.ts';
import { fieldsOf } from '../../registry/fields.ts';
import type { Reference } from './reference.ts';

/** `present`: the registry has the image, and shows it. */
export type Reply = 'present' | Answer;

export type Question = {
  readonly image: Reference;
  /** Undefined: anonymously. */
  readonly login: Login | undefined;
  /** PEM text of a private CA, which is then the whole pool. */
  readonly ca: string | undefined;
};

const TIMEOUT_MS = 10_000;
const LONGEST_TOKEN = 65_536;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** Hosts for which go-containerregistry tries http after https. */
const PLAIN =
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|.*\.local|.*\.localhost)(:\d+)?$/;

/** As the function runner: with the private CA first, then with the usual roots; it never throws. */
export async function askRegistry(question: Question): Promise<Reply> {
  const schemes = PLAIN.test(question.image.host) ? ['https', 'http'] : ['https'];
  const pools = question.ca === undefined ? [undefined] : [question.ca, undefined];
  let reply: Reply = 'other';
  for (const scheme of schemes) {
    for (const ca of scheme === 'http' ? [undefined] : pools) {
      try {
        return await ask(scheme, { ...question, ca });
      } catch (error) {
        reply = answerIn(codeOf(error));
        // What answers by TLS is not asked without it.
        if (reply === 'untrusted' && ca === undefined) return reply;
      }
    }
  }
  return reply;
}

async function ask(scheme: string, { image, login, ca }: Question): Promise<Reply> {
  const { host, repository, version } = image;
  const root = `${scheme}://${host}/v2/`;
  const ping = await send(root, { ca });
  const challenge = ping.status === 401 ? challengeIn(ping.authenticate) : undefined;
  const url = `${root}${repository}/manifests/${version}`;
  const head = (authorization: string | undefined) =>
    send(url, { method: 'HEAD', ca, authorization });
  if (challenge?.scheme !== 'bearer') {
    const { status } = await head(login && basic(login));
    return replyTo(status, 'unauthorized');
  }
  const token = await tokenFor(challenge.fields, scheme, { image, login, ca });
  if (typeof token !== 'string') return token.refused;
  const { status } = await head(`Bearer ${token}`);
  // The login was good for a token: what is missing is the right to this image.
  return replyTo(status, login === undefined ? 'unauthorized' : 'denied');
}

async function tokenFor(
  fields: ReadonlyMap<string, string>,
  scheme: string,
  { image, login, ca }: Question,
): Promise<string | { refused: Reply }> {
  const realm = URL.parse(fields.get('realm') ?? '');
  // A login never goes over a line that is less safe than the registry's own.
  const isSafe = realm?.protocol === 'https:' || (realm?.protocol === 'http:' && scheme === 'http');
  if (realm === null || !isSafe) return { refused: 'other' };
  realm.searchParams.set('service', fields.get('service') ?? '');
  realm.searchParams.set('scope', `repository:${image.repository}:pull`);
  const answer = await send(realm.href, { ca, authorization: login && basic(login) });
  if (answer.status !== 200) {
    const isRefused = answer.status === 401 || answer.status === 403;
    return { refused: isRefused ? 'unauthorized' : replyTo(answer.status, 'unauthorized') };
  }
  const token = tokenIn(answer.body);
  return token === undefined ? { refused: 'other' } : token;
}

function tokenIn(body: string): string | undefined {
  try {
    const json = fieldsOf(JSON.parse(body));
    const token = json?.get('token') ?? json?.get('access_token');
    const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
    return isToken && token.length <= LONGEST_TOKEN ? token : undefined;
  } catch {
    return undefined; // the SyntaxError quotes the text
  }
}

function replyTo(status: number, refused: Reply): Reply {
  if (status === 200) return 'present';
  const replies: Readonly<Record<number, Reply>> = {
    401: refused,
    403: 'denied',
    404: 'missing',
    429: 'limited',
  };
  return replies[status] ?? 'other';
}

const basic = ({ username, password }: Login): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function challengeIn(header: string) {
  const [scheme = ''] = header.trim().split(' ');
  const fields = [...header.matchAll(/([a-z]+)="([^"]*)"/gi)].map(
    ([, name = '', value = '']) => [name.toLowerCase(), value] as const,
  );
  return { scheme: scheme.toLowerCase(), fields: new Map(fields) };
}

type Options = {
  readonly method?: 'GET' | 'HEAD';
  readonly ca?: string | undefined;
  readonly authorization?: string | undefined;
};

async function send(url: string, { method = 'GET', ca, authorization }: Options) {
  const client = url.startsWith('https:') ? https : http;
  const request = client.request(url, {
    method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    agent: false,
    headers: {
      'user-agent': 'enable-private-registries',
      accept: method === 'HEAD' ? MANIFESTS : 'application/json',
      ...(authorization !== undefined && { authorization }),
    },
    ...(ca !== undefined && { ca }),
  });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const body = await text(response);
  return {
    status: response.statusCode ?? 0,
    authenticate: response.headers['www-authenticate'] ?? '',
    body,
  };
}

/** Of an error only its code is read: the text may quote what was sent. */
function codeOf(error: unknown): string {
  const { code, name, errors } = error as { code?: string; name?: string; errors?: unknown[] };
  const first = errors?.[0] as { code?: string } | undefined;
  return name === 'AbortError' || name === 'TimeoutError'
    ? 'ETIMEDOUT'
    : `${code ?? first?.code ?? ''}`;
}
