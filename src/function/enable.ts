// `state: enabled`: the Secret, its wiring and the sync, as the options want them.
import { type Checked, isError, resultOn } from '../krm/result.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { editSync } from './companion/sync.ts';
import { readCredentials } from './credentials.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, wantedFlags } from './flags.ts';
import { markLocal } from './local-config.ts';
import { editMount, editVolume } from './mount.ts';
import { obstacles } from './obstacles.ts';
import { ownSecrets } from './ownership.ts';
import { usableRelease } from './release.ts';
import type { Request } from './request.ts';
import { editSecret, removeSecrets } from './secret.ts';
import { readWired, wiringOf } from './wired.ts';

/** Errors of all parts are told together. */
export function enable(request: Request): Checked<Edits> {
  const { target, config } = request;
  const wiring = wiringOf(config.options);
  const wired = readWired(target, wiring);
  const release = usableRelease(target, config.options.porchVersion);
  const secret = secretEdits(request, wired.secrets);
  const sync = release.value && editSync(request, release.value);
  const results = [
    ...release.results,
    ...obstacles(target, wired, wiring),
    ...secret.results,
    ...(sync?.results ?? []),
  ];
  if (!release.value || !secret.value || !sync?.value || results.some(isError)) return { results };
  const path = `${wiring.mountPath}/${DOCKER_CONFIG_KEY}`;
  const value = together([
    secret.value,
    editFlags(target, wantedFlags(release.value.enableFlag, path, wiring.secretName)),
    editMount(target, wired, wiring),
    editVolume(target, wired, wiring),
    sync.value,
  ]);
  return { value, results };
}

function secretEdits(request: Request, earlier: ReadonlySet<string>): Checked<Edits> {
  const { items, target, owner, config, places } = request;
  const { secretMode, secretName: name, secretPath } = config.options;
  const { namespace, item } = target;
  const credentials = readCredentials(items, owner, config);
  if (credentials.value === undefined) return { results: credentials.results };
  const { dockerConfig, sources } = credentials.value;
  const marks = sources.map(markLocal);
  const refuse = (message: string) => ({ results: [resultOn(owner, 'error', message, 'data')] });
  if (secretMode === 'existing') {
    if (dockerConfig !== undefined) return refuse(CREDENTIALS_BESIDE_EXISTING);
    const own = ownSecrets(items, namespace, new Set([...earlier, name]));
    return { value: together([removeSecrets(own), ...marks]), results: [] };
  }
  if (dockerConfig === undefined) return refuse(NO_CREDENTIALS);
  const { path } = item.identity;
  const place = { path: path && (secretPath ?? path), moves: secretPath !== undefined };
  const payload = Buffer.from(dockerConfig).toString('base64');
  const secret = editSecret(items, { name, namespace, payload, ...place }, earlier, places);
  if (secret.value === undefined) return { results: [...credentials.results, ...secret.results] };
  // How the input was read is worth telling when it is written, not in every later run.
  const written = secret.value.results.length > 0;
  const results = credentials.results.filter(({ severity }) => written || severity !== 'info');
  return { value: together([secret.value, ...marks]), results };
}

const NO_CREDENTIALS =
  'the credentials must be given: `registry`, `username` and `password`, or `registries`, or ' +
  '`config.json`, in the functionConfig or in a ConfigMap `registry-credentials` of the package';
const CREDENTIALS_BESIDE_EXISTING =
  'the credentials must go, or `secretMode` be "generate": an existing Secret brings its own';
