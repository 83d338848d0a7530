// A registry, from whatever a user writes to the key under which both readers find it.
import { note } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { brokenRule, type Pieces } from './host-rules.ts';

export type Registry = {
  /** What the function-runner looks up, exactly: `ghcr.io`, `10.0.0.5:5000`, `index.docker.io`. */
  readonly host: string;
  /** The images for which the credential was meant, as in `org` or `org/team`. */
  readonly path?: string;
};

// The kubelet knows Docker Hub by both names, but takes a path only behind the first;
// go-containerregistry, and so the function-runner, knows it by the second alone.
const HUB_IN_IMAGES = 'docker.io';
const HUB = 'index.docker.io';
const HUB_NAMES = new Set([HUB_IN_IMAGES, HUB, 'registry-1.docker.io', 'registry.hub.docker.com']);

// What is no part of a key, in the order in which it is taken away.
const STEPS: readonly (readonly [name: string, step: (text: string) => string])[] = [
  ['surrounding blanks', text => text.trim()],
  ['letter case', text => text.replace(/[A-Z]+/g, letters => letters.toLowerCase())],
  ['scheme', text => text.replace(/^[a-z][a-z0-9+.-]*:\/\//, '')],
  ['API path', text => text.replace(/^([^/]+)(?:\/v[12](?:\/*$|(?=\/)))+/, '$1')],
  ['trailing slash', text => text.replace(/(?<!\/)\/+$/, '')],
];

/**
 * The registry that `text` names, or the error of the first rule in `host-rules.ts` that it breaks.
 * One info finding tells everything that the key does not keep; a port stays as it is written.
 */
export function parseRegistry(text: string, at: string): Step<Registry> {
  const { rest, changes } = normalize(text);
  const pieces = split(rest);
  const broken = brokenRule(pieces, at);
  if (broken !== undefined) return failed(broken);

  const registry = registryOf(pieces);
  const told = authsKey(registry) === rest ? changes : [...changes, 'Docker Hub alias'];
  if (told.length === 0) return done(registry);
  const message = `the registry was normalised: ${told.join(', ')}`;
  return done(registry, [note('registry-normalised', message, at)]);
}

/** The key in `auths`; parsing it gives the same registry again. */
export function authsKey({ host, path }: Registry): string {
  if (path === undefined) return host;
  return `${host === HUB ? HUB_IN_IMAGES : host}/${path}`;
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
