// The pull secret as `secretMode` wants it: generated, or left to something else.
import { type Checked, resultOn } from '../krm/result.ts';
import { readCredentials } from './credentials.ts';
import { type Edits, together } from './edits.ts';
import { remove, upsert } from './generated.ts';
import { markLocal } from './local-config.ts';
import { ownSecrets } from './ownership.ts';
import { PULL_SECRET } from './purpose.ts';
import type { Request } from './request.ts';
import { generatedSecret } from './secret.ts';
import type { Route } from './wired.ts';

export function editPullSecret(request: Request, route: Route): Checked<Edits> {
  const { items, owner, config, places } = request;
  const { secretMode, secretName } = config.options;
  const credentials = readCredentials(items, owner, config);
  if (credentials.value === undefined) return { results: credentials.results };
  const { dockerConfig, sources } = credentials.value;
  const marks = sources.map(markLocal);
  const own = ownPullSecrets(request, route);
  const refuse = (message: string) => ({ results: [resultOn(owner, 'error', message, 'data')] });
  if (secretMode === 'existing') {
    if (dockerConfig !== undefined) return refuse(CREDENTIALS_BESIDE_EXISTING);
    return { value: together([remove(own, PULL_SECRET.subject), ...marks]), results: [] };
  }
  if (dockerConfig === undefined) return refuse(NO_CREDENTIALS);
  const wanted = generatedSecret(request, PULL_SECRET, secretName, dockerConfig);
  const secret = upsert(items, wanted, own, places);
  if (secret.value === undefined) return { results: [...credentials.results, ...secret.results] };
  // How the input was read is worth telling when it is written, not in every later run.
  const written = secret.value.results.length > 0;
  const results = credentials.results.filter(({ severity }) => written || severity !== 'info');
  return { value: together([secret.value, ...marks]), results };
}

/** Takes out what the function generated. */
export const removePullSecret = (request: Request, route: Route): Edits =>
  remove(ownPullSecrets(request, route), PULL_SECRET.subject);

function ownPullSecrets({ items, target }: Request, { wired, wanted }: Route) {
  const names = new Set([...wired.secrets, wanted.secretName]);
  return ownSecrets(items, target.namespace, names, PULL_SECRET);
}

const NO_CREDENTIALS =
  'the credentials must be given: `registry`, `username` and `password`, or `registries`, or ' +
  '`config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package';
const CREDENTIALS_BESIDE_EXISTING =
  'the credentials must go, or `secretMode` be "generate": an existing Secret brings its own';
