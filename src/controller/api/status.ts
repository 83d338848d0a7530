// Turns an answer of the API server, or its absence, into a Failure without any text of the server.
import type { Failure, FailureKind } from './cluster.ts';

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'unauthenticated',
  403: 'denied',
  404: 'absent',
  409: 'conflict',
  410: 'gone',
  429: 'unavailable',
};

/** The cause with which the API server refuses a create. */
const TERMINATING = 'NamespaceTerminating';

/** A pause that the server asks for is never longer than this. */
const RETRY_AFTER_LIMIT_MS = 300_000;

/**
 * @param act as in `get Secret "a/b"`
 * @param retryAfter the header: whole seconds, as the API server sends them
 * @param body JSON of a metav1.Status, whose `message` may quote an object: only its `reason` and who
 *   refused are kept
 */
export function refused(act: string, status: number, retryAfter = '', body = ''): Failure {
  const answer = parsed(body);
  const isTerminating = status === 403 && hasCause(answer, TERMINATING);
  const reason = isTerminating ? TERMINATING : wordOf(fieldOf(answer, 'reason'));
  const by = refuserIn(fieldOf(answer, 'message'));
  const kind = isTerminating ? 'terminating' : kindOf(status, by);
  const message = [`${act}:`, status, reason, by].filter(part => part !== '').join(' ');
  if (!/^\d+$/.test(retryAfter)) return { kind, message };
  const retryAfterMs = Math.min(Number(retryAfter) * 1000, RETRY_AFTER_LIMIT_MS);
  return { kind, message, retryAfterMs };
}

/** Whatever status a webhook, policy or quota chose, the same request would fail again. */
function kindOf(status: number, refuser: string): FailureKind {
  if (status >= 500) return 'unavailable';
  return refuser === '' ? (KINDS[status] ?? 'rejected') : 'rejected';
}

const NAME = '([a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?)';
const FORBIDDEN = '[a-z]+ "[^"]{0,253}" is forbidden: ';

/** The API server's own words, up to the name; what a webhook or policy says comes after them. */
const REFUSERS = [
  [`^admission webhook "${NAME}" denied the request`, 'admission webhook'],
  [`^Internal error occurred: failed calling webhook "${NAME}"`, 'admission webhook'],
  [`^${FORBIDDEN}ValidatingAdmissionPolicy '${NAME}' with binding `, 'ValidatingAdmissionPolicy'],
  [`^${FORBIDDEN}exceeded quota: ${NAME}, requested: `, 'ResourceQuota'],
].map(([pattern = '', what = '']) => [new RegExp(pattern), what] as const);

/** As in `by admission webhook "a"`; empty for any other text. */
function refuserIn(message: unknown): string {
  if (typeof message !== 'string') return '';
  const [name] = REFUSERS.flatMap(([pattern, what]) => {
    const match = pattern.exec(message);
    return match ? [`by ${what} "${match[1]}"`] : [];
  });
  return name ?? '';
}

/**
 * @param error of the network, TLS or JSON, of which only the code, such as `ECONNREFUSED`, is kept; or
 *   of a file, with its path
 */
export function unanswered(act: string, error: unknown): Failure {
  if (fieldOf(error, 'syscall') === 'open') {
    const message = `${act}: cannot read \`${fieldOf(error, 'path')}\` (${codeOf(error)})`;
    return { kind: 'unmounted', message };
  }
  const code = codeOf(error) ?? codeOf(fieldOf(error, 'cause')) ?? fieldOf(error, 'name');
  const known = typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` (${code})` : '';
  return { kind: 'unreachable', message: `${act}: no answer${known}` };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // a SyntaxError quotes the text
  }
}

const wordOf = (reason: unknown): string =>
  typeof reason === 'string' && /^[A-Za-z]{1,40}$/.test(reason) ? reason : '';

function hasCause(status: unknown, reason: string): boolean {
  const causes = fieldOf(fieldOf(status, 'details'), 'causes');
  return Array.isArray(causes) && causes.some(cause => fieldOf(cause, 'reason') === reason);
}

const codeOf = (error: unknown) => fieldOf(error, 'code');

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
