// `state: disabled`: everything that the function put in, and nothing else, comes out.
import { leftovers, removeSync } from './companion/sync.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS } from './flags.ts';
import { editWiring } from './mount.ts';
import { removePullSecret } from './pull-secret.ts';
import type { Request } from './request.ts';
import { removeTls } from './tls.ts';
import { routesOf } from './wired.ts';

export function disable(request: Request): Edits {
  const { items, target, config } = request;
  const { pull, ca } = routesOf(target, config.options);
  const [secretName = pull.wanted.secretName] = pull.wired.secrets;
  const tls = removeTls(request, ca);
  const sync = removeSync(items, target);
  return together([
    editFlags(target, [...UNWANTED_FLAGS, ...tls.flags]),
    editWiring(target, [], [pull, ...tls.out]),
    removePullSecret(request, pull),
    tls.edits,
    sync,
    ...(sync.results.length > 0 ? [leftovers(target, secretName)] : []),
  ]);
}
