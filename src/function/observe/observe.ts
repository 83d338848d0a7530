// What is there: the runner, how its Secrets are wired, and the function's own objects.
import { done, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import type { Result } from '../../krm/result.ts';
import type { Options } from '../input/options.ts';
import { CA_SECRET, PULL_SECRET } from './mounted-secret.ts';
import { ownObjects, ownSecrets } from './ownership.ts';
import { podNamespaceOf } from './pod-namespace.ts';
import type { Runner } from './runner.ts';
import { selectRunner } from './select-runner.ts';
import { copyNamespaceOf, syncObjects } from './sync-objects.ts';
import { observeWiring, type Wiring } from './wiring.ts';

export const EXTERNAL_SECRET = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };

export type Observed = {
  readonly runner: Runner;
  readonly pullSecret: Wiring;
  readonly caSecret: Wiring;
  /** The function's own, by whatever name and namespace they have now. */
  readonly own: {
    readonly pullSecrets: readonly Item[];
    readonly externalSecrets: readonly Item[];
    readonly caSecrets: readonly Item[];
  };
  /** Objects of the sync's kinds and names, also those that are not the function's. */
  readonly sync: readonly Item[];
  readonly podNamespace: string;
  /** Where the sync has copied to so far. */
  readonly copyNamespace: string;
};

export function observe(items: readonly Item[], options: Options): Step<Observed, Result> {
  const selected = selectRunner(items, options);
  if (!selected.ok) return selected;
  const runner = selected.value;
  const pullSecret = observeWiring(runner, PULL_SECRET, options);
  const caSecret = observeWiring(runner, CA_SECRET, options, pullSecret);
  const sync = syncObjects(items, runner.item.identity.name);
  const [pullNames, caNames] = [pullSecret, caSecret].map(namesIn);
  return done({
    runner,
    pullSecret,
    caSecret,
    own: {
      pullSecrets: ownSecrets(items, runner, pullNames ?? [], PULL_SECRET),
      externalSecrets: ownObjects(items, runner, EXTERNAL_SECRET, pullNames ?? []),
      caSecrets: ownSecrets(items, runner, caNames ?? [], CA_SECRET),
    },
    sync,
    podNamespace: podNamespaceOf(runner),
    copyNamespace: copyNamespaceOf(runner, sync),
  });
}

const namesIn = ({ secretNames, names }: Wiring): ReadonlySet<string> =>
  new Set([...secretNames, names.secretName]);
