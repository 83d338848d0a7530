// The Porch release that the container runs: the flags that it knows.

import { done, failed, type Step } from '../../findings/step.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import {
  type EnableFlag,
  FIRST_WITH_FEATURE,
  FIRST_WITH_TLS,
  knownRelease,
  type Release,
  releaseOf,
  tagOf,
} from '../../porch/releases.ts';
import { fieldPath } from '../../yaml/path.ts';
import type { Options } from '../input/options.ts';
import type { ContainerFields } from './container-fields.ts';

export type UsableRelease = Release & {
  readonly enableFlag: EnableFlag;
  /** Nothing says which release it is: it is taken for the current Porch. */
  readonly isAssumed: boolean;
};

/** The option `porchVersion` counts before the image's tag. Fails where the release lacks what is asked for. */
export function observeRelease(
  runner: ContainerFields,
  { porchVersion, tlsSecretName, tlsCA }: Options,
): Step<UsableRelease, Result> {
  const tag = porchVersion ?? tagOf(runner.image);
  const release = releaseOf(tag);
  const { enableFlag } = release;
  if (enableFlag === undefined) {
    const lack = `${tag} has no private registries, and their flags would crash it`;
    return failed(tooOld(runner, FIRST_WITH_FEATURE, lack));
  }
  const wantsCa = tlsSecretName !== undefined || tlsCA !== undefined;
  if (wantsCa && !release.tls) {
    const lack = `${tag} knows no private CA, and the flags for it would crash it`;
    return failed(tooOld(runner, FIRST_WITH_TLS, lack));
  }
  const isAssumed = porchVersion === undefined && knownRelease(tag) === undefined;
  return done({ ...release, enableFlag, isAssumed });
}

function tooOld(
  { item, container }: ContainerFields,
  first: string | undefined,
  lack: string,
): Result {
  const field = fieldPath([...container.path, 'image']);
  const message =
    `\`${field}\` must be Porch ${first} or a later release: ${lack}. ` +
    'If the image holds another release, set `data.porchVersion`';
  return errorOn(item.identity, 'release-too-old', message, field);
}
