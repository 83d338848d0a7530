// Where the pull-secret sync runs: in a Deployment of its own, in the runner's pod, or nowhere.
import { done, type Step, unlessErrors } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import type { Release } from '../../porch/releases.ts';
import { PART_ANNOTATION } from '../../registry/pull-secret.ts';
import { fieldPath } from '../../yaml/path.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Observed } from '../observe/observe.ts';
import { ownItems, partOf } from '../observe/ownership.ts';
import { isSyncContainer, SYNC_CONTAINER } from '../observe/sync-container.ts';
import { SYNC_PARTS } from '../observe/sync-names.ts';
import { conflictsWith } from './conflicting-objects.ts';
import type { DesiredObject, Note, WrittenObject } from './desired.ts';
import { orphanNotes, secretNameBefore } from './orphans.ts';
import { type SyncSettings, syncContainer, syncManifest } from './sync-manifest.ts';
import { missingRights, runnerRights } from './sync-rbac.ts';
import { syncFile, syncSettings } from './sync-settings.ts';

export type DesiredSync = {
  readonly objects: readonly DesiredObject[];
  readonly sidecar: object | undefined;
  readonly notes: readonly Note[];
};

/** @param release `undefined` with `state: disabled` */
export function desiredSync(
  inputs: Inputs,
  observed: Observed,
  release: Release | undefined,
): Step<DesiredSync, Result> {
  const { podNamespace, runner } = observed;
  // In one namespace there is nothing to replicate.
  if (release === undefined || podNamespace === runner.namespace) return done(noSync(observed));
  const rights = runnerRights(inputs, observed, release);
  if (inputs.options.sync === 'none') {
    return done(noSync(observed), missingRights(observed, rights));
  }
  const settings = syncSettings(inputs, observed, rights.missing.length > 0);
  return settings.ok ? wantedSync(inputs, observed, settings.value) : settings;
}

const noSync = (observed: Observed): DesiredSync => ({
  objects: absent(ownSync(observed)),
  sidecar: undefined,
  notes: orphanNotes(observed),
});

const absent = (present: readonly Item[]): DesiredObject[] => [
  { state: 'absent', part: 'pull-secret sync', present },
];

function wantedSync(
  inputs: Inputs,
  observed: Observed,
  settings: SyncSettings,
): Step<DesiredSync, Result> {
  const { copyNamespace, podNamespace } = observed;
  const own = ownSync(observed);
  const file = syncFile(inputs, observed);
  const objects = syncManifest(settings);
  const wanted = objects.map(object => ({
    state: 'wanted' as const,
    part: 'pull-secret sync' as const,
    object,
    file,
    present: own.filter(item => isSameObject(item, object)),
  }));
  const stale = own.filter(item => !objects.some(object => isSameObject(item, object)));
  const isSidecar = settings.placement === 'sidecar';
  const findings = [
    ...wanted.flatMap(object => conflictsWith(object, inputs.items)),
    ...(isSidecar ? sidecarConflicts(observed) : []),
  ];
  const isMoved =
    secretNameBefore(observed) !== settings.secretName || copyNamespace !== podNamespace;
  return unlessErrors(findings, () => ({
    objects: [...wanted, ...absent(stale)],
    sidecar: isSidecar ? syncContainer(settings) : undefined,
    notes: isMoved ? orphanNotes(observed) : [],
  }));
}

const ownSync = (observed: Observed): Item[] =>
  SYNC_PARTS.flatMap(part => ownItems(observed, part));

/** By kind and part: the name follows the Deployment's, and another function may have changed it. */
const isSameObject = (item: Item, { kind, metadata }: WrittenObject): boolean =>
  item.identity.kind === kind && partOf(item) === metadata.annotations[PART_ANNOTATION];

/** Another container with the sidecar's name. */
function sidecarConflicts({ runner }: Observed): Result[] {
  const { containers, initContainers, container } = runner;
  const index = containers.findIndex(
    value => get(value, 'name') === SYNC_CONTAINER && !isSyncContainer(value),
  );
  if (index < 0) return [];
  const first = containers.length - initContainers.items.length;
  const list = [...container.path.slice(0, -2), index < first ? 'containers' : 'initContainers'];
  const path = fieldPath([...list, index < first ? index : index - first]);
  const message =
    `\`${path}\` has the name \`${SYNC_CONTAINER}\`, which the sidecar needs. ` +
    'Rename the container, or set `sync: companion`';
  return [errorOn(runner.item.identity, 'sidecar-name-taken', message, path)];
}
