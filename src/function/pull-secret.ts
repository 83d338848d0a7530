// The pull secret as `secretMode` wants it: generated, made by an operator, or left to something else.
import { matching } from '../krm/matching.ts';
import { type Checked, isError, type Result, resultOn } from '../krm/result.ts';
import { type Credentials, readDockerConfig, readRemoteConfig } from './credentials.ts';
import { type Edits, together } from './edits.ts';
import { checkPullSecret } from './existing.ts';
import { EXTERNAL_SECRET, externalSecret, ownExternalSecrets } from './external-secret.ts';
import { remove, upsert } from './generated.ts';
import { markLocal } from './local-config.ts';
import type { Options } from './options.ts';
import { isOwn, ownSecrets, SECRET } from './ownership.ts';
import { PULL_SECRET } from './purpose.ts';
import type { Request } from './request.ts';
import { generatedSecret } from './secret.ts';
import type { Route } from './wired.ts';

type Mode = (request: Request, route: Route) => Checked<Edits>;

/** What another mode has made comes out. */
const MODES: Readonly<Record<Options['secretMode'], Mode>> = {
  generate(request, route) {
    const { items, owner, config, slots } = request;
    const credentials = readDockerConfig(items, owner, config);
    if (credentials.value === undefined) return { results: credentials.results };
    const { content } = credentials.value;
    if (content === undefined) return refuse(request, NO_CREDENTIALS);
    const wanted = generatedSecret(request, PULL_SECRET, config.options.secretName, content);
    const secret = upsert(items, wanted, ownPullSecrets(request, route), slots);
    return finish(credentials, secret, removeExternalSecrets(request, route));
  },

  existing(request, route) {
    const { items, target, owner, config } = request;
    if (config.credentials.size > 0) return refuse(request, CREDENTIALS_BESIDE_EXISTING);
    const credentials = readDockerConfig(items, owner, config);
    if (credentials.value === undefined) return { results: credentials.results };
    const { content } = credentials.value;
    if (content !== undefined) return refuse(request, CREDENTIALS_BESIDE_EXISTING);
    const results = checkPullSecret(items, target.namespace, config.options.secretName);
    if (results.some(isError)) return { results };
    const checked = { value: removePullSecret(request, route), results };
    return finish(credentials, checked);
  },

  externalSecret(request, route) {
    const { items, owner, config, slots } = request;
    const { secretStore } = config.options;
    const credentials = readRemoteConfig(items, owner, config);
    const faults = [...storeFault(request), ...rivals(request)];
    if (credentials.value === undefined || secretStore === undefined || faults.length > 0) {
      return { results: [...faults, ...credentials.results] };
    }
    const { content } = credentials.value;
    if (content === undefined) return refuse(request, NO_REGISTRIES);
    const wanted = externalSecret(request, secretStore, content);
    const object = upsert(items, wanted, ownObjects(request, route), slots);
    return finish(credentials, object, remove(ownPullSecrets(request, route), PULL_SECRET.subject));
  },
};

export const editPullSecret: Mode = (request, route) =>
  MODES[request.config.options.secretMode](request, route);

/** Takes out what the function generated, in any mode. */
export const removePullSecret = (request: Request, route: Route): Edits =>
  together([
    remove(ownPullSecrets(request, route), PULL_SECRET.subject),
    removeExternalSecrets(request, route),
  ]);

const removeExternalSecrets = (request: Request, route: Route): Edits =>
  remove(ownObjects(request, route), EXTERNAL_SECRET);

const namesOf = ({ wired, wanted }: Route) => new Set([...wired.secrets, wanted.secretName]);

const ownPullSecrets = ({ items, target }: Request, route: Route) =>
  ownSecrets(items, target, namesOf(route), PULL_SECRET);

const ownObjects = ({ items, target }: Request, route: Route) =>
  ownExternalSecrets(items, target, namesOf(route));

/** How the input was read is worth telling when it is written, not in every later run. */
function finish(
  { value, results: read }: Checked<Credentials<unknown>>,
  made: Checked<Edits>,
  ...others: readonly Edits[]
): Checked<Edits> {
  if (made.value === undefined) return { results: [...read, ...made.results] };
  const written = made.value.results.length > 0;
  const told = read.filter(({ severity }) => written || severity !== 'info');
  const marks = (value?.sources ?? []).map(markLocal);
  return {
    value: together([made.value, ...others, ...marks]),
    results: [...told, ...made.results],
  };
}

const storeFault = ({ owner, config }: Request): Result[] =>
  config.options.secretStore === undefined
    ? [resultOn(owner, 'error', NO_STORE, 'data.secretStore')]
    : [];

/** Secrets that the operator would overwrite. */
const rivals = ({ items, target, config }: Request): Result[] =>
  matching(items, { ...SECRET, namespace: target.namespace, name: config.options.secretName })
    .filter(item => !isOwn(item))
    .map(({ identity }) => resultOn(identity, 'error', RIVAL, 'metadata.name'));

const refuse = ({ owner }: Request, message: string): Checked<never> => ({
  results: [resultOn(owner, 'error', message, 'data')],
});

const NO_CREDENTIALS =
  'the credentials must be given: `registry`, `username` and `password`, or `registries`, or ' +
  '`config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package';
const NO_REGISTRIES =
  'the registries must be given: `registry` or `registries`, in the functionConfig or in a ' +
  'ConfigMap `registry-credentials` of the package';
const NO_STORE =
  '`data.secretStore` must name the SecretStore or ClusterSecretStore that holds the logins';
const RIVAL =
  'the Secret must be removed: an ExternalSecret makes the one of that name; ' +
  'or set `secretMode: existing` to use it as it is, or choose another `secretName`';
const CREDENTIALS_BESIDE_EXISTING =
  'the credentials must be removed, or `secretMode` be "generate": an existing Secret brings its own';
