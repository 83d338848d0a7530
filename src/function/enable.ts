// `state: enabled`: the Secret, its volume and mount, and the three flags, as the options want them.
import type { Identity } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { type Checked, isError, resultOn } from '../krm/result.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { readCredentials } from './credentials.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, wantedFlags } from './flags.ts';
import { markLocal } from './local-config.ts';
import { editMount, editVolume } from './mount.ts';
import { obstacles } from './obstacles.ts';
import type { Config } from './options.ts';
import { ownSecrets } from './ownership.ts';
import { enableFlagOf } from './release.ts';
import { editSecret, removeSecrets } from './secret.ts';
import type { Target } from './target.ts';
import { readWired, wiringOf } from './wired.ts';

/** Errors of all parts are told together. */
export function enable(
  items: readonly Item[],
  target: Target,
  owner: Identity,
  config: Config,
): Checked<Edits> {
  const wiring = wiringOf(config.options);
  const wired = readWired(target, wiring);
  const flag = enableFlagOf(target, config.options.porchVersion);
  const secret = secretEdits(items, target, owner, config, wired.secrets);
  const results = [...flag.results, ...obstacles(target, wired, wiring), ...secret.results];
  if (flag.value === undefined || secret.value === undefined || results.some(isError)) {
    return { results };
  }
  const path = `${wiring.mountPath}/${DOCKER_CONFIG_KEY}`;
  const deployment = [
    editFlags(target, wantedFlags(flag.value, path, wiring.secretName)),
    editMount(target, wired, wiring),
    editVolume(target, wired, wiring),
  ];
  return { value: together([secret.value, ...deployment]), results };
}

function secretEdits(
  items: readonly Item[],
  { item, namespace }: Target,
  owner: Identity,
  config: Config,
  earlier: ReadonlySet<string>,
): Checked<Edits> {
  const { secretMode, secretName: name, secretPath } = config.options;
  const credentials = readCredentials(items, owner, config);
  if (credentials.value === undefined) return { results: credentials.results };
  const { dockerConfig, sources } = credentials.value;
  const marks = sources.map(markLocal);
  if (secretMode === 'existing') {
    if (dockerConfig !== undefined) return refuse(owner, CREDENTIALS_BESIDE_EXISTING);
    const own = ownSecrets(items, namespace, new Set([...earlier, name]));
    return { value: together([removeSecrets(own), ...marks]), results: [] };
  }
  if (dockerConfig === undefined) return refuse(owner, NO_CREDENTIALS);
  const { path } = item.identity;
  const place = { path: path && (secretPath ?? path), moves: secretPath !== undefined };
  const payload = Buffer.from(dockerConfig).toString('base64');
  const secret = editSecret(items, { name, namespace, payload, ...place }, earlier);
  if (secret.value === undefined) return { results: [...credentials.results, ...secret.results] };
  // How the input was read is worth telling when it is written, not in every later run.
  const written = secret.value.results.length > 0;
  const results = credentials.results.filter(({ severity }) => written || severity !== 'info');
  return { value: together([secret.value, ...marks]), results };
}

const refuse = (owner: Identity, message: string): Checked<never> => ({
  results: [resultOn(owner, 'error', message, 'data')],
});

const NO_CREDENTIALS =
  'the credentials must be given: `registry`, `username` and `password`, or `registries`, or ' +
  '`config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package';
const CREDENTIALS_BESIDE_EXISTING =
  'the credentials must go, or `secretMode` be "generate": an existing Secret brings its own';
