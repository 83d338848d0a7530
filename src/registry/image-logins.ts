// Which entries of a docker config kubelet and function runner take for an image.
import type { Entry } from './decode.ts';
import { imageHost } from './image-host.ts';

/** The function runner looks up the host, letter by letter. */
export const runnerEntry = (entries: readonly Entry[], image: string): Entry | undefined =>
  entries.find(({ key }) => key === imageHost(image));

/** All that match, in the order in which the kubelet tries them: the reverse order of their bytes. */
export function kubeletEntries(entries: readonly Entry[], image: string): readonly Entry[] {
  const target = targetOf(image);
  const keys = entries
    .flatMap(entry => parseKey(entry) ?? [])
    .toSorted((a, b) => (a.text < b.text ? 1 : a.text > b.text ? -1 : 0));
  const hits = keys.filter(key => matches(key, target));
  // Images without a host fall back on Docker Hub's other name.
  const isHub = target.host === HUB || target.host === 'localhost';
  const taken = hits.length > 0 || !isHub ? hits : keys.filter(({ text }) => text === HUB_KEY);
  return taken.map(({ entry }) => entry);
}

const HUB = 'docker.io';
const HUB_KEY = 'index.docker.io';

type Target = { readonly host: string; readonly path: string };
type Key = Target & { readonly entry: Entry; readonly text: string };

/** As the kubelet normalises it: `alpine` is `docker.io/library/alpine`. */
function targetOf(image: string): Target {
  const [first = '', ...rest] = image.replace(/@.*$/, '').split('/');
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const name = (isHost ? rest.join('/') : [first, ...rest].join('/')).replace(/:[^/]*$/, '');
  if (isHost && first !== HUB && first !== HUB_KEY) return { host: first, path: name };
  return { host: HUB, path: name.includes('/') ? name : `library/${name}` };
}

/** As Go's `url.Parse`; undefined for a key that the kubelet drops in silence. */
function parseKey(entry: Entry): Key | undefined {
  const [, authority = '', rest = ''] = /^(?:https?:\/\/)?([^/?#]*)([^?#]*)/.exec(entry.key) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/\s/.test(host) || !/^(\[[^\]]*\]|[^:]*)(:\d*)?$/.test(host)) return undefined;
  const path = /^\/v[12]\//.test(rest) ? rest.slice(3) : rest;
  return { entry, host, path: path.slice(1), text: path === '/' ? host : host + path };
}

function matches(key: Key, image: Target): boolean {
  const [ours, theirs] = [labelsAndPort(key.host), labelsAndPort(image.host)];
  return (
    ours.port === theirs.port &&
    ours.labels.length === theirs.labels.length &&
    ours.labels.every((glob, index) => globOf(glob).test(theirs.labels[index] ?? '')) &&
    image.path.startsWith(key.path)
  );
}

/** As Go's `net.SplitHostPort`, which takes brackets away only where a port follows. */
function labelsAndPort(host: string): { labels: string[]; port: string } {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(\d*)$/.exec(host) ?? [];
  return { labels: (bracketed ?? plain ?? host).split('.'), port };
}

/** Wildcards within one label. */
const globOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob.replace(/[\\^$+.|(){}]/g, '\\$&').replace(/[*?]/g, wild => (wild === '*' ? '.*' : '.'))}$`,
  );
