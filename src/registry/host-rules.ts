// What is wrong with a registry for which kubelet and function-runner could not share a key.
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

// From the particular to the general: the first that is broken is told.
const RULES: readonly Rule[] = [
  ['registry-missing', ({ text }) => text === '', 'the registry must be given, as in `ghcr.io`'],
  ['registry-blank', ({ text }) => /\s/.test(text), 'the registry must not contain blanks'],
  [
    'registry-not-ascii',
    ({ text }) => /[^ -~]/.test(text),
    'the registry must be ASCII: write an international host name in punycode',
  ],
  [
    'registry-user',
    ({ text }) => text.includes('@'),
    'the registry must not contain `@`: neither a user nor an image digest belongs to it',
  ],
  ['registry-query', ({ text }) => text.includes('?'), 'the registry must not have a query (`?`)'],
  [
    'registry-fragment',
    ({ text }) => text.includes('#'),
    'the registry must not have a fragment (`#`)',
  ],
  [
    'registry-glob',
    ({ text, name }) => text.includes('*') || (/[[\]]/.test(name) && !IPV6.test(name)),
    'the registry must be one concrete host: give every host that the wildcard stands for',
  ],
  [
    'registry-ipv6',
    ({ name, port }) => (IPV6.test(name) && port === undefined) || port?.includes(':') === true,
    'an IPv6 address must stand in brackets, with a port behind it, as in `[::1]:5000`',
  ],
  [
    'registry-no-host',
    ({ name }) => name === '',
    'the registry must begin with a host, as in `ghcr.io`',
  ],
  [
    'registry-port',
    ({ port }) => port !== undefined && !isPort(port),
    'the port of the registry must be a number from 1 to 65535',
  ],
  [
    'registry-trailing-dot',
    ({ name }) => name.endsWith('.'),
    'the host of the registry must not end with a dot',
  ],
  [
    'registry-host',
    ({ name }) => !isAddress(name) && !isName(name),
    'the host of the registry must consist of letters, digits and inner hyphens, between single dots',
  ],
  [
    'registry-bare-name',
    ({ name, port }) => port === undefined && !name.includes('.'),
    'the registry must have a dot or a port, as in `localhost:5000`: without one it is a name on Docker Hub',
  ],
  [
    'registry-path',
    ({ path }) => path !== undefined && !path.split('/').every(segment => SEGMENT.test(segment)),
    'the path of the registry must be the beginning of an image name, without tag, as in `ghcr.io/org`',
  ],
];

/** The error of the first rule that is broken; it repeats nothing of the registry. */
export function brokenRule(pieces: Pieces, at: string): Finding | undefined {
  const rule = RULES.find(([, isBroken]) => isBroken(pieces));
  if (rule === undefined) return undefined;
  const [code, , message] = rule;
  return error(code, message, at);
}
