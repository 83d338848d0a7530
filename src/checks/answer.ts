// What a registry or a kubelet says of a pull, in words of our own: of their text nothing is repeated.

export type Answer =
  | 'unauthorized'
  | 'denied'
  | 'missing'
  | 'limited'
  | 'untrusted'
  | 'unknown-host'
  | 'unreachable'
  | 'other';

/** The first that fits; texts of registries, of container runtimes and of Node. */
const SIGNS: readonly (readonly [Answer, RegExp])[] = [
  ['limited', /toomanyrequests|TOOMANYREQUESTS|too many requests|\b429\b|rate limit/i],
  ['untrusted', /x509|certificate|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|tls:/],
  ['unknown-host', /no such host|ENOTFOUND|EAI_AGAIN/],
  [
    'unreachable',
    /i\/o timeout|deadline exceeded|connection refused|no route|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/i,
  ],
  ['denied', /DENIED|\b403\b|forbidden|access denied|requested access to the resource is denied/i],
  [
    'unauthorized',
    /unauthori[sz]ed|\b401\b|authentication required|no basic auth|authorization failed/i,
  ],
  ['missing', /MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|not found|\b404\b/i],
];

/** Names of images may hold any word: in quotes, or as they are behind a host. */
export function answerIn(text: string): Answer {
  const plain = text.replace(/"[^"]*"|[\w-]+[.:][^\s"]*\/\S*/g, '');
  return SIGNS.find(([, sign]) => sign.test(plain))?.[0] ?? 'other';
}

/** What is wrong, and what to do. */
export const WORDS: Readonly<Record<Answer, string>> = {
  unauthorized:
    'the registry does not accept the login (UNAUTHORIZED). Check user and password, and whether a token has expired',
  denied: 'the login may not read the image (DENIED). Give its user the right to pull it',
  missing:
    'the registry has no such image for this login (MANIFEST_UNKNOWN). Check name and tag; some registries say so to those who may not read it',
  limited: 'the registry answers too many requests (429). Use a login with a higher limit, or wait',
  untrusted:
    'the certificate of the registry is signed by an unknown authority (x509). Give its CA to the function runner and to the nodes',
  'unknown-host': 'the name of the registry is not known to DNS. Check its spelling',
  unreachable: 'the registry does not answer. Check route, proxy and firewall',
  other: 'the registry gives an answer that says no more. Read the Events of the pod',
};
