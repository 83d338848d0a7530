// What is wrong with a registry for which kubelet and function runner could not share a key.
import type { Code } from '../findings/codes.ts';
import { error, type Finding } from '../findings/finding.ts';

/** A registry without scheme and API path, in pieces: `text` is `name[:port][/path]`. */
export type Pieces = {
  readonly text: string;
  readonly name: string;
  readonly port: string | undefined;
  readonly path: string | undefined;
};

type Rule = readonly [code: Code, broken: (pieces: Pieces) => boolean, message: string];

const IPV6 = /^\[[0-9a-f:]+\]$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const SEGMENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

const isPort = (port: string) =>
  /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) < 65536;
const isAddress = (name: string) => IPV6.test(name) && URL.canParse(`http://${name}`);
const isName = (name: string) => name.split('.').every(label => LABEL.test(label));

// Most specific rule first; only the first violation is reported.
const RULES: readonly Rule[] = [
  [
    'registry-missing',
    ({ text }) => text === '',
    'the registry is missing. Give its host, as in `ghcr.io`',
  ],
  ['registry-blank', ({ text }) => /\s/.test(text), 'the registry contains a blank. Remove it'],
  [
    'registry-not-ascii',
    ({ text }) => /[^ -~]/.test(text),
    'the registry contains characters outside ASCII. Write an international host name in punycode',
  ],
  [
    'registry-scheme',
    ({ text }) => text.includes('://'),
    'the scheme of the registry is neither `http` nor `https`. Write the host without a scheme',
  ],
  [
    'registry-user',
    ({ text }) => text.includes('@'),
    'the registry contains `@`. Remove the user or the image digest',
  ],
  [
    'registry-query',
    ({ text }) => text.includes('?'),
    'the registry contains a query (`?`). Remove it',
  ],
  [
    'registry-fragment',
    ({ text }) => text.includes('#'),
    'the registry contains a fragment (`#`). Remove it',
  ],
  [
    'registry-glob',
    ({ text, name }) => text.includes('*') || (/[[\]]/.test(name) && !IPV6.test(name)),
    'the registry is a wildcard, which the function runner does not know. Give each host on its own',
  ],
  [
    'registry-ipv6',
    ({ name, port }) => (IPV6.test(name) && port === undefined) || port?.includes(':') === true,
    'the IPv6 address has no brackets or no port. Write both, as in `[::1]:5000`',
  ],
  [
    'registry-no-host',
    ({ name }) => name === '',
    'the registry does not begin with a host. Write it as in `ghcr.io`',
  ],
  [
    'registry-port',
    ({ port }) => port !== undefined && !isPort(port),
    'the port of the registry is not a number from 1 to 65535. Correct it',
  ],
  [
    'registry-trailing-dot',
    ({ name }) => name.endsWith('.'),
    'the host of the registry ends with a dot. Remove the dot',
  ],
  [
    'registry-host',
    ({ name }) => !isAddress(name) && !isName(name),
    'the host of the registry is not a valid name. Use letters, digits and inner hyphens, between single dots',
  ],
  [
    'registry-bare-name',
    ({ name, port }) => port === undefined && !name.includes('.'),
    'the registry has neither a dot nor a port, so it is a name on Docker Hub. Write the whole host, as in `localhost:5000`',
  ],
  [
    'registry-path',
    ({ path }) => path !== undefined && !path.split('/').every(segment => SEGMENT.test(segment)),
    'the path of the registry is not the beginning of an image name. Write it without a tag, as in `ghcr.io/org`',
  ],
];

/** The error of the first rule that is broken; it repeats nothing of the registry. */
export function brokenRule(pieces: Pieces, at: string): Finding | undefined {
  const rule = RULES.find(([, isBroken]) => isBroken(pieces));
  if (rule === undefined) return undefined;
  const [code, , message] = rule;
  return error(code, message, at);
}
