// `state: disabled`: everything that the function put in, and nothing else, comes out.
import { resultOn } from '../krm/result.ts';
import { removeSync } from './companion/sync.ts';
import { type Edits, NOTHING, together } from './edits.ts';
import { editFlags, UNWANTED_FLAGS, UNWANTED_TLS_FLAGS } from './flags.ts';
import { editWiring } from './mount.ts';
import { removePullSecret } from './pull-secret.ts';
import type { Request } from './request.ts';
import type { Target } from './target.ts';
import { removeTls } from './tls.ts';
import { isForeign, isShared, type Route, routesOf, wiredName } from './wired.ts';

export function disable(request: Request): Edits {
  const { target, config } = request;
  const { pull, ca } = routesOf(target, config.options);
  const parts = [
    { route: pull, flags: UNWANTED_FLAGS, secret: removePullSecret(request, pull) },
    { route: ca, flags: UNWANTED_TLS_FLAGS, secret: removeTls(request, ca).edits },
  ].filter(({ route }) => !isForeign(route));
  const flags = parts.flatMap(part => part.flags);
  const routes = parts.map(({ route }) => route);
  return together([
    // What a user must do comes first: kpt shows no more than the first few results.
    removeSync(request, wiredName(pull)),
    editFlags(target, flags),
    editWiring(target, [], routes),
    ...parts.map(({ route, secret }) =>
      isShared(target, route.wired) ? kept(target, route, secret) : secret,
    ),
  ]);
}

/** What another container mounts too is still needed. */
function kept({ item, volumes }: Target, { wanted }: Route, { removed = [] }: Edits): Edits {
  if (removed.length === 0) return NOTHING;
  const message = `the ${wanted.purpose.subject} stays in the package: another container mounts its volume`;
  return { results: [resultOn(item.identity, 'warning', message, volumes.path)] };
}
