// What the manifest of the pull-secret sync depends on: the function runner, the options, and the file.
import { posix } from 'node:path';
import { andThen, done, failed, type Step } from '../../findings/step.ts';
import { get } from '../../krm/object.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { POD_NAMESPACE } from '../../porch/flags.ts';
import type { Inputs } from '../input/inputs.ts';
import { listPath } from '../observe/editable-fields.ts';
import type { Observed } from '../observe/observe.ts';
import { isNamespace } from '../observe/pod-namespace.ts';
import type { PackageFile } from './desired.ts';
import type { SyncSettings } from './sync-manifest.ts';

const FILE = '2-function-runner-pull-secret-sync.yaml';

/** It follows when another Deployment takes the place of the one that it stood beside. */
export function syncFile({ options }: Inputs, { runner, formerFiles }: Observed): PackageFile {
  const beside = fileBeside(runner.item.identity.path);
  const path = beside && (options.syncPath ?? beside);
  const left = formerFiles.flatMap(file => fileBeside(file) ?? []);
  return {
    path,
    leaves: options.syncPath === undefined ? left.filter(file => file !== path) : 'any',
  };
}

const fileBeside = (path: string | undefined): string | undefined =>
  path && posix.join(posix.dirname(path), FILE);

/** @param grantRunner whether the package's own RBAC lacks what the function runner needs */
export function syncSettings(
  inputs: Inputs,
  observed: Observed,
  grantRunner: boolean,
): Step<SyncSettings, Result> {
  const { options, image } = inputs;
  const { runner, podNamespace, pullSecret } = observed;
  if (!isNamespace(podNamespace)) return failed(badPodNamespace(observed));
  return andThen(runnerSelector(inputs, observed), runnerSelector =>
    done({
      runnerSelector,
      placement: options.sync === 'sidecar' ? 'sidecar' : 'companion',
      deployment: runner.item.identity.name,
      namespace: runner.namespace,
      podNamespace,
      secretName: pullSecret.names.secretName,
      image: options.syncImage ?? image,
      runnerAccount: runner.serviceAccount,
      grantRunner,
    }),
  );
}

const MATCH_LABELS = ['spec', 'selector', 'matchLabels'] as const;

/** The labels of the function runner's pods, where the sync is to refresh them. */
function runnerSelector(
  { options }: Inputs,
  { runner }: Observed,
): Step<string | undefined, Result> {
  if (options.refreshRunner === 'false') return done(undefined);
  const labels = Object.entries(get(runner.item.value, ...MATCH_LABELS) ?? {});
  if (labels.length > 0) return done(labels.map(label => label.join('=')).join());
  const path = MATCH_LABELS.join('.');
  const message =
    `\`${path}\` is empty, so the pull-secret sync cannot find the pods that it is to refresh. ` +
    'Add the labels, or remove `refreshRunner`';
  return failed(errorOn(runner.item.identity, 'runner-labels-missing', message, path));
}

function badPodNamespace({ runner }: Observed): Result {
  const list = runner.command.items.length > 0 ? runner.command : runner.args;
  const message =
    `the flag \`--${POD_NAMESPACE}\` does not hold the name of a namespace, which the pull-secret sync needs. ` +
    'Write the name out, or set `sync: none`';
  return errorOn(runner.item.identity, 'pod-namespace-invalid', message, listPath(list));
}
