// `state: disabled`: everything that the function put in, and nothing else, comes out.
import type { Item } from '../krm/item.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS } from './flags.ts';
import { removeWiring } from './mount.ts';
import type { Options } from './options.ts';
import { ownSecrets } from './ownership.ts';
import { removeSecrets } from './secret.ts';
import type { Target } from './target.ts';
import { readWired, wiringOf } from './wired.ts';

export function disable(items: readonly Item[], target: Target, options: Options): Edits {
  const wired = readWired(target, wiringOf(options));
  const names = new Set([...wired.secrets, options.secretName]);
  return together([
    editFlags(target, UNWANTED_FLAGS),
    ...removeWiring(target, wired),
    removeSecrets(ownSecrets(items, target.namespace, names)),
  ]);
}
