// A ResourceList as the package's files, the way kpt writes them: the items' text as it is, by their paths.

const PLACE = /^ {4}(?:internal\.)?config\.kubernetes\.io\/(?:index|path): .*\n/gm;
const PATH = /^ {4}config\.kubernetes\.io\/path: '?([^'\n]+)/m;

/** @param list in block style; items without a path are left out */
export function packageFiles(list: string): ReadonlyMap<string, string> {
  const [, items = ''] = list.split(/^items:\n/m);
  const [text = ''] = items.split(/^\w/m);
  const files = new Map<string, string>();
  for (const item of text.split(/^- /m).slice(1)) {
    const document = item.replace(/^ {2}/gm, '');
    const path = PATH.exec(document)?.[1];
    if (path === undefined) continue;
    const earlier = files.get(path);
    files.set(path, `${earlier === undefined ? '' : `${earlier}---\n`}${withoutPlace(document)}`);
  }
  return files;
}

/** Without the annotations that say where it lies, and without the field if it has no others. */
const withoutPlace = (document: string): string =>
  document.replace(PLACE, '').replace(/^ {2}annotations:\n(?! {4})/m, '');
