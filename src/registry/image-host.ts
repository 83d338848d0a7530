// The registry host of an image, as Porch's function runner reads it.

/** Docker Hub where the text before the first `/` is no host: one has a dot or a port. */
export function imageHost(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && /[.:]/.test(first);
  if (!isHost || first === 'docker.io') return 'index.docker.io';
  return first;
}
