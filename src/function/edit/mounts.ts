// The volumeMounts and volumes of the Secrets: added, moved to new names, or removed.
import { pairOf, textAt } from '../../yaml/lookup.ts';
import type { MappingNode, Pair } from '../../yaml/node.ts';
import { editList, type Operation, remove, set } from '../../yaml/operation.ts';
import type { Path } from '../../yaml/path.ts';
import type { DesiredWiring } from '../desired/desired.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import { type ListField, listPath } from '../observe/editable-fields.ts';
import { type Entry, isVolumeShared, mountPathOf, secretNameOf } from '../observe/wiring.ts';
import type { Change, Verb } from './change.ts';

/** What becomes of a wiring's entry in a list: it joins, it changes where it stands, or it goes. */
type Step = {
  readonly desired: DesiredWiring;
  readonly verb: Verb;
  readonly add?: object;
  readonly index?: number;
  readonly operations?: readonly Operation[];
};

export function diffWirings(runner: ContainerFields, desired: readonly DesiredWiring[]): Change[] {
  const { volumeMounts, volumes } = runner;
  return [
    ...diffList(
      runner,
      volumeMounts,
      'volumeMount',
      desired.flatMap(each => mountStep(runner, each)),
    ),
    ...diffList(
      runner,
      volumes,
      'volume',
      desired.flatMap(each => volumeStep(runner, each)),
    ),
  ];
}

function diffList(
  { item }: ContainerFields,
  list: ListField,
  noun: string,
  steps: readonly Step[],
): Change[] {
  const values = steps.flatMap(({ add }) => (add === undefined ? [] : [add]));
  const gone = steps.flatMap(({ verb, index }) => (verb === 'removed' ? (index ?? []) : []));
  const insert = values.length > 0 ? { insert: { after: list.items.length - 1, values } } : {};
  const edit =
    values.length > 0 || gone.length > 0
      ? [
          editList(list.owner.path, list.key, {
            remove: new Set(gone),
            ...insert,
            isOptional: true,
          }),
        ]
      : [];
  const path = listPath(list);
  return steps.map(({ desired, verb, index, operations = [] }, position) => ({
    kind: 'edit',
    item,
    part: desired.part,
    verb,
    noun,
    field: index === undefined || verb === 'removed' ? path : `${path}[${index}]`,
    // The list is edited once, for all its entries.
    operations: position === 0 ? [...edit, ...operations] : operations,
  }));
}

function mountStep({ volumeMounts }: ContainerFields, desired: DesiredWiring): Step[] {
  const { names, mount } = desired.wiring;
  const { mountPath, volumeName: name } = names;
  if (desired.state === 'absent') return removal(desired, mount);
  if (mount === undefined) {
    return [{ desired, verb: 'added', add: { mountPath, name, readOnly: true } }];
  }
  const { node, index } = mount;
  const at = entryPath(volumeMounts, index);
  return correction(desired, index, [
    ...(mountPathOf(node) === mountPath ? [] : [set(at, 'mountPath', mountPath)]),
    ...(textAt(node, 'name') === name ? [] : [set(at, 'name', name)]),
    ...(textAt(node, 'readOnly') === 'true' ? [] : [set(at, 'readOnly', true)]),
    // A mount of one file by `subPath` never sees a rotation.
    ...withoutKeys(node, at, ['subPath', 'subPathExpr']),
  ]);
}

function volumeStep(runner: ContainerFields, desired: DesiredWiring): Step[] {
  const { names, volume } = desired.wiring;
  const isShared = isVolumeShared(runner, desired.wiring);
  // A volume that another mount uses stays.
  if (desired.state === 'absent') return isShared ? [] : removal(desired, volume);
  const { volumeName: name, secretName } = names;
  const isRenamed = volume !== undefined && textAt(volume.node, 'name') !== name;
  if (volume === undefined || (isRenamed && isShared)) {
    return [{ desired, verb: 'added', add: { name, secret: { secretName } } }];
  }
  const { node, index } = volume;
  const secret = pairOf(node, 'secret')?.value;
  if (secret?.kind !== 'mapping') return [];
  const at = entryPath(runner.volumes, index);
  return correction(desired, index, [
    ...(isRenamed ? [set(at, 'name', name)] : []),
    ...correctSource(node, secret, at, secretName),
  ]);
}

/** An optional Secret may be missing, and other items give the file another name: the runner would fail. */
function correctSource(
  volume: MappingNode,
  secret: MappingNode,
  at: Path,
  name: string,
): Operation[] {
  const wrong = ['optional', 'items', ...(isReadable(secret) ? [] : ['defaultMode'])];
  const isRight = ({ key }: Pair) => key.kind !== 'scalar' || !wrong.includes(key.text);
  // What is added to a map and what empties it would meet.
  if (!secret.pairs.some(isRight)) return [set(at, 'secret', { secretName: name })];
  const below = [...at, 'secret'];
  return [
    ...(secretNameOf(volume) === name ? [] : [set(below, 'secretName', name)]),
    ...withoutKeys(secret, below, wrong),
  ];
}

const entryPath = ({ owner, key }: ListField, index: number): Path => [...owner.path, key, index];

const removal = (desired: DesiredWiring, entry: Entry | undefined): Step[] =>
  entry === undefined ? [] : [{ desired, verb: 'removed', index: entry.index }];

const correction = (
  desired: DesiredWiring,
  index: number,
  operations: readonly Operation[],
): Step[] => (operations.length === 0 ? [] : [{ desired, verb: 'changed', index, operations }]);

function withoutKeys(node: MappingNode, at: Path, keys: readonly string[]): Operation[] {
  const present = keys.filter(key => pairOf(node, key) !== undefined);
  return present.length === 0 ? [] : [remove(at, ...present)];
}

/** The runner is no member of the file's group: others must be able to read. */
function isReadable(secret: MappingNode): boolean {
  const text = textAt(secret, 'defaultMode') ?? '0644';
  // Kubernetes reads `0644` as YAML 1.1 does: in octal.
  return (Number(text.replace(/^0(?=[0-7])/, '0o')) & 0o004) !== 0;
}
