// `state: disabled`: everything that the function put in, and nothing else, comes out.
import { removeSync } from './companion/sync.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS } from './flags.ts';
import { editWiring } from './mount.ts';
import { removePullSecret } from './pull-secret.ts';
import type { Request } from './request.ts';
import { removeTls } from './tls.ts';
import { routesOf, wiredName } from './wired.ts';

export function disable(request: Request): Edits {
  const { items, target, config } = request;
  const { pull, ca } = routesOf(target, config.options);
  const tls = removeTls(request, ca);
  return together([
    // What a user must do comes first: kpt shows no more than the first few results.
    removeSync(items, target, wiredName(pull)),
    editFlags(target, [...UNWANTED_FLAGS, ...tls.flags]),
    editWiring(target, [], [pull, ...tls.out]),
    removePullSecret(request, pull),
    tls.edits,
  ]);
}
