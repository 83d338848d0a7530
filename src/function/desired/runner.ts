// The desired container that evaluates functions, and those that the function has left.
import { DOCKER_CONFIG_KEY } from '../../registry/pull-secret.ts';
import type { Observed, WiredRunner } from '../observe/observe.ts';
import type { UsableRelease } from '../observe/release.ts';
import { isForeign } from '../observe/wiring.ts';
import type { DesiredFlag, DesiredRunner, DesiredWiring } from './desired.ts';
import { NO_CA_FLAGS, NO_PULL_SECRET_FLAGS, pullSecretFlags } from './flags.ts';
import type { DesiredCa } from './private-ca.ts';

/**
 * @param release `undefined` with `state: disabled`
 * @param sidecar the sync's container where it runs in the runner's pod
 */
export function desiredRunner(
  observed: Observed,
  release: UsableRelease | undefined,
  ca: Pick<DesiredCa, 'flags' | 'wirings'>,
  sidecar: object | undefined,
): DesiredRunner {
  const { runner, pullSecret } = observed;
  const name = sidecar === undefined ? undefined : pullSecret.names.secretName;
  return {
    runner,
    flags: [...flagsFor(release, observed), ...ca.flags],
    wirings: [...pullSecretWiring(release !== undefined, observed), ...ca.wirings],
    sidecar,
    imagePullSecret: { names: namesOf(observed), name },
  };
}

/** Everything of the function's goes from a container that is no longer the one. */
export const formerRunner = (wired: WiredRunner): DesiredRunner => {
  const { runner, caSecret } = wired;
  const isCaForeign = isForeign(caSecret);
  return {
    runner,
    flags: [...flagsFor(undefined, wired), ...(isCaForeign ? [] : NO_CA_FLAGS)],
    wirings: [
      ...pullSecretWiring(false, wired),
      ...(isCaForeign ? [] : [{ part: 'CA secret', state: 'absent', wiring: caSecret } as const]),
    ],
    sidecar: undefined,
    imagePullSecret: { names: namesOf(wired), name: undefined },
  };
};

function flagsFor(
  release: UsableRelease | undefined,
  { pullSecret }: WiredRunner,
): readonly DesiredFlag[] {
  if (release === undefined) return isForeign(pullSecret) ? [] : NO_PULL_SECRET_FLAGS;
  const { mountPath, secretName } = pullSecret.names;
  return pullSecretFlags(release.enableFlag, `${mountPath}/${DOCKER_CONFIG_KEY}`, secretName);
}

export function pullSecretWiring(isWanted: boolean, { pullSecret }: WiredRunner): DesiredWiring[] {
  if (!isWanted && isForeign(pullSecret)) return [];
  const state = isWanted ? 'wanted' : 'absent';
  return [{ part: 'pull secret', state, wiring: pullSecret }];
}

const namesOf = ({ pullSecret }: WiredRunner): ReadonlySet<string> =>
  new Set([...pullSecret.secretNames, pullSecret.names.secretName]);
