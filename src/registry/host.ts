// A registry, from whatever a user writes to the keys under which all readers find it.
import { note } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { brokenRule, type Pieces } from './host-rules.ts';

export type Registry = {
  /** What the function runner looks up, exactly: `ghcr.io`, `10.0.0.5:5000`, `index.docker.io`. */
  readonly host: string;
  /** The images for which the credential was meant, as in `org` or `org/team`. */
  readonly path?: string;
};

// The kubelet knows Docker Hub by both names, but takes a path only behind the first;
// go-containerregistry, and so the function runner, knows it by the second alone; Docker's own clients
// look for a third.
const HUB_IN_IMAGES = 'docker.io';
const HUB = 'index.docker.io';
const HUB_IN_DOCKER = 'https://index.docker.io/v1/';
const HUB_NAMES = new Set([
  HUB_IN_IMAGES,
  HUB,
  'registry-1.docker.io',
  'registry.hub.docker.com',
  // Its web pages, which are no registry.
  'hub.docker.com',
  'docker.com',
  'www.docker.com',
]);

// What is no part of a key, in the order in which it is taken away.
const STEPS: readonly (readonly [name: string, step: (text: string) => string])[] = [
  ['surrounding blanks', text => text.trim()],
  ['letter case', text => text.replace(/[A-Z]+/g, letters => letters.toLowerCase())],
  ['scheme', text => text.replace(/^https?:\/\//, '')],
  ['API path', text => text.replace(/^([^/]+)(?:\/v[12](?:\/*$|(?=\/)))+/, '$1')],
  ['trailing slash', text => text.replace(/(?<!\/)\/+$/, '')],
];

/**
 * The registry that `text` names, or the error of the first rule in `host-rules.ts` that it breaks.
 * One info finding names everything that no key keeps; a port stays as it is written.
 */
export function parseRegistry(text: string, at: string): Step<Registry> {
  const { rest, changes } = normalize(text);
  const pieces = split(rest);
  const broken = brokenRule(pieces, at);
  if (broken !== undefined) return failed(broken);

  const registry = registryOf(pieces);
  const keys = authsKeys(registry);
  if (keys.includes(text)) return done(registry);
  const all = keys.includes(rest) ? changes : [...changes, 'Docker Hub alias'];
  const message = `the registry was normalised: ${all.join(', ')}`;
  return done(registry, [note('registry-normalised', message, at)]);
}

/** The keys in `auths`; parsing one gives the same registry again. */
export function authsKeys({ host, path }: Registry): readonly string[] {
  if (path !== undefined) return [`${host === HUB ? HUB_IN_IMAGES : host}/${path}`];
  return host === HUB ? [HUB, HUB_IN_DOCKER] : [host];
}

/**
 * True for a key under which the kubelet finds a login for the registry. It takes away a scheme in
 * lower case and one API path; what is left of the key's path must begin the image's.
 */
export function isKubeletKey(key: string, { host, path }: Registry): boolean {
  const bare = key.replace(/^https?:\/\//, '').replace(/^([^/]+)\/v[12]\//, '$1/');
  const [name, rest = ''] = cut(bare, bare.indexOf('/'));
  const hub = path === undefined ? [HUB_IN_IMAGES, HUB] : [HUB_IN_IMAGES];
  const image = path === undefined ? '' : `${path}/`;
  return (host === HUB ? hub : [host]).includes(name) && image.startsWith(rest);
}

function normalize(text: string): { rest: string; changes: readonly string[] } {
  const changes: string[] = [];
  let rest = text;
  for (const [name, step] of STEPS) {
    const next = step(rest);
    if (next !== rest) changes.push(name);
    rest = next;
  }
  return { rest, changes };
}

function split(text: string): Pieces {
  const [authority, path] = cut(text, text.indexOf('/'));
  const [name, port] = cut(authority, authority.indexOf(':', authority.lastIndexOf(']') + 1));
  return { text, name, port, path };
}

const cut = (text: string, at: number): [string, string | undefined] =>
  at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];

function registryOf({ name, port, path }: Pieces): Registry {
  const isHub = port === undefined && HUB_NAMES.has(name);
  const host = isHub ? HUB : port === undefined ? name : `${name}:${port}`;
  return path === undefined ? { host } : { host, path };
}
