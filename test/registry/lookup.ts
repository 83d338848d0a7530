// How kubelet and function-runner look up an image, restated from their sources for the tests.

/** The key that the function-runner uses: exactly the host that go-containerregistry reads. */
export function runnerKey(keys: readonly string[], image: string): string | undefined {
  const { host } = splitImage(image, /[.:]/);
  return keys.find(key => key === (host === 'docker.io' ? 'index.docker.io' : host));
}

/** The key that the kubelet uses first: of those that match, the last in the order of bytes. */
export function kubeletKey(keys: readonly string[], image: string): string | undefined {
  const { host, path } = splitImage(image, /[.:]|^localhost$/);
  const isHub = host === 'docker.io' || host === 'index.docker.io';
  const isDefault = isHub || host === 'localhost'; // the kubelet's fallback wants a dot or a colon
  const target = isHub
    ? { host: 'docker.io', path: path.includes('/') ? path : `library/${path}` }
    : { host, path };
  const parsed = keys.flatMap(key => parseKey(key) ?? []);
  const sorted = parsed.toSorted((a, b) => (a.place < b.place ? 1 : -1));
  const hit =
    sorted.find(key => matches(key, target)) ??
    sorted.find(({ place }) => isDefault && place === 'index.docker.io');
  return hit?.key;
}

type Target = { readonly host: string; readonly path: string };
type Key = Target & { readonly key: string; readonly place: string };

function splitImage(image: string, isHost: RegExp): Target {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const path = (isHost.test(first) ? image.slice(slash + 1) : image).replace(/[:@].*$/, '');
  return { host: isHost.test(first) ? first : 'docker.io', path };
}

/** Like Go's url.Parse; undefined for a key that is dropped in silence. */
function parseKey(key: string): Key | undefined {
  const [, authority = '', rest = ''] = /^(?:https?:\/\/)?([^/?#]*)([^?#]*)/.exec(key) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/\s/.test(host) || !/^(\[[^\]]*\]|[^:]*)(:\d*)?$/.test(host)) return undefined;
  const path = /^\/v[12]\//.test(rest) ? rest.slice(3) : rest;
  return { key, host, path: path.slice(1), place: path === '/' ? host : host + path };
}

function matches(key: Key, image: Target): boolean {
  const [ours, theirs] = [labelsAndPort(key.host), labelsAndPort(image.host)];
  return (
    ours.port === theirs.port &&
    ours.labels.length === theirs.labels.length &&
    ours.labels.every((glob, index) => globToRegExp(glob).test(theirs.labels[index] ?? '')) &&
    image.path.startsWith(key.path)
  );
}

/** Like Go's net.SplitHostPort, which takes the brackets away only where a port follows. */
function labelsAndPort(host: string): { labels: string[]; port: string } {
  const [, bracketed, plain, port = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(\d*)$/.exec(host) ?? [];
  return { labels: (bracketed ?? plain ?? host).split('.'), port };
}

const globToRegExp = (glob: string) =>
  new RegExp(
    `^${glob.replace(/[\\^$+.|(){}]/g, '\\$&').replace(/[*?]/g, wild => (wild === '*' ? '.*' : '.'))}$`,
  );
