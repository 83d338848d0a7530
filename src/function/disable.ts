// `state: disabled`: everything that the function put in, and nothing else, comes out.
import { removeSync } from './companion/sync.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS, UNWANTED_TLS_FLAGS } from './flags.ts';
import { editWiring } from './mount.ts';
import { removePullSecret } from './pull-secret.ts';
import type { Request } from './request.ts';
import { removeTls } from './tls.ts';
import { isForeign, isShared, routesOf, wiredName } from './wired.ts';

export function disable(request: Request): Edits {
  const { items, target, config } = request;
  const { pull, ca } = routesOf(target, config.options);
  const routes = [
    { route: pull, flags: UNWANTED_FLAGS, secret: removePullSecret(request, pull) },
    { route: ca, flags: UNWANTED_TLS_FLAGS, secret: removeTls(request, ca).edits },
  ].filter(({ route }) => !isForeign(route));
  return together([
    // What a user must do comes first: kpt shows no more than the first few results.
    removeSync(items, target, wiredName(pull)),
    editFlags(
      target,
      routes.flatMap(({ flags }) => flags),
    ),
    editWiring(
      target,
      [],
      routes.map(({ route }) => route),
    ),
    // What another container mounts too is still needed.
    ...routes.flatMap(({ route, secret }) => (isShared(target, route.wired) ? [] : [secret])),
  ]);
}
