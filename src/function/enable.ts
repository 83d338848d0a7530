// `state: enabled`: the Secrets, their wiring and the sync, as the options want them.
import { keyOf } from '../krm/identity.ts';
import { matching } from '../krm/matching.ts';
import { type Checked, isError, type Result, resultOn } from '../krm/result.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { editSync } from './companion/sync.ts';
import { type Edits, together } from './edits.ts';
import { editFlags, wantedFlags } from './flags.ts';
import { editWiring } from './mount.ts';
import { obstacles } from './obstacles.ts';
import { editPullSecret } from './pull-secret.ts';
import { usableRelease } from './release.ts';
import type { Request } from './request.ts';
import { editTls, wantsTls } from './tls.ts';
import { routesOf, wiredName } from './wired.ts';

/** Errors of all parts are told together. */
export function enable(request: Request): Checked<Edits> {
  const { target, config } = request;
  const { pull, ca } = routesOf(target, config.options);
  const release = usableRelease(target, config.options.porchVersion, wantsTls(request));
  const secret = editPullSecret(request, pull);
  const tls = editTls(request, ca, release.value?.tls ?? true);
  const sync = release.value && editSync(request, release.value, wiredName(pull));
  const results = [
    ...release.results,
    ...sharedFiles(request),
    ...obstacles(target, wantsTls(request) ? [pull, ca] : [pull], tls.value?.out ?? []),
    ...secret.results,
    ...tls.results,
    ...(sync?.results ?? []),
  ];
  const isMissing = !release.value || !secret.value || !tls.value || !sync?.value;
  if (isMissing || results.some(isError)) return { results };
  const { mountPath, secretName } = pull.wanted;
  const flags = wantedFlags(
    release.value.enableFlag,
    `${mountPath}/${DOCKER_CONFIG_KEY}`,
    secretName,
  );
  const value = together([
    secret.value,
    tls.value.edits,
    editFlags(target, [...flags, ...tls.value.flags]),
    editWiring(target, [pull, ...tls.value.put], tls.value.out),
    sync.value,
  ]);
  return { value, results };
}

/** kpt reads one object, the functionConfig, from its file: another one there would break the next render. */
function sharedFiles({ items, owner, config }: Request): Result[] {
  const own = matching(items, keyOf(owner)).map(({ identity }) => identity.path);
  const options = ['secretPath', 'syncPath'] as const;
  return options.flatMap(option => {
    const path = config.options[option];
    if (path === undefined || !own.includes(path)) return [];
    const message = `\`data.${option}\` must be another file than that of the functionConfig, which holds nothing else`;
    return [resultOn(owner, 'error', message, `data.${option}`)];
  });
}
