// `state: disabled`: everything that the function put in, and nothing else, comes out.
import { leftovers, removeSync } from './companion/sync.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS } from './flags.ts';
import { removeWiring } from './mount.ts';
import { ownSecrets } from './ownership.ts';
import type { Request } from './request.ts';
import { removeSecrets } from './secret.ts';
import { readWired, wiringOf } from './wired.ts';

export function disable({ items, target, config: { options } }: Request): Edits {
  const wired = readWired(target, wiringOf(options));
  const names = new Set([...wired.secrets, options.secretName]);
  const [secretName = options.secretName] = wired.secrets;
  const sync = removeSync(items, target);
  return together([
    editFlags(target, UNWANTED_FLAGS),
    ...removeWiring(target, wired),
    removeSecrets(ownSecrets(items, target.namespace, names)),
    sync,
    ...(sync.results.length > 0 ? [leftovers(target, secretName)] : []),
  ]);
}
