// The way from a document's root to one of its nodes.

/** Keys of maps and indexes of lists. */
export type Path = readonly (string | number)[];

/** As Kubernetes writes it: `spec.containers[0].image`; a key that is no word stands in brackets. */
export const fieldPath = (path: Path): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^\w[\w-]*$/.test(part)) return `${text}["${part}"]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
