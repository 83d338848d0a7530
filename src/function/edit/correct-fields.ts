// Gives an object back the fields that the function owns in it, by the table of owned fields.
import type { Item } from '../../krm/item.ts';
import { get, isSame, listAt, stringAt } from '../../krm/object.ts';
import { editList, type Operation, remove, set } from '../../yaml/operation.ts';
import { fieldPath, type Path } from '../../yaml/path.ts';
import type { WrittenObject } from '../desired/desired.ts';
import { OWNED_CONTAINER_FIELDS, OWNED_FIELDS, OWNED_METADATA } from '../desired/owned-fields.ts';
import { isSyncContainer, RUNNER_SELECTOR, SYNC_CONTAINER } from '../observe/sync-container.ts';

export type Correction = {
  readonly operations: readonly Operation[];
  readonly field: string;
  readonly isContent?: true;
};

export function correctFields({ value }: Item, wanted: WrittenObject): Correction[] {
  const { set: owned, absent } = OWNED_FIELDS[wanted.kind] ?? { set: [], absent: [] };
  const paths = [OWNED_METADATA, ...owned].flatMap(path => leaves(path, wanted));
  return [
    ...unique(paths.flatMap(path => setField(value, wanted, path))),
    ...absent.flatMap(path => removeField(value, path)),
    ...(wanted.kind === 'Deployment' ? correctSyncContainers(value, wanted) : []),
  ];
}

const at = (value: unknown, path: Path): unknown => get(value, ...path.map(String));

/** A last `*` stands for each key of the wanted object there. */
function leaves(path: Path, wanted: object): Path[] {
  if (path.at(-1) !== '*') return [path];
  const parent = path.slice(0, -1);
  return Object.keys(at(wanted, parent) ?? {}).map(key => [...parent, key]);
}

/** Sets the field, or the outermost map around it that is missing; removes it where it is not wanted. */
function setField(value: unknown, wanted: object, path: Path): Correction[] {
  if (at(wanted, path) === undefined) return removeField(value, path);
  if (isSame(at(value, path), at(wanted, path))) return [];
  const depth = path.findIndex((_, index) => !isMap(at(value, path.slice(0, index))));
  const whole = depth < 0 ? path : path.slice(0, depth);
  const [parent, key] = [whole.slice(0, -1), `${whole.at(-1)}`];
  const isContent = path[0] === 'data' ? ({ isContent: true } as const) : {};
  const operations = [set(parent, key, at(wanted, whole))];
  return [{ operations, field: fieldPath(whole), ...isContent }];
}

const unique = (corrections: readonly Correction[]): Correction[] => [
  ...new Map(corrections.map(correction => [correction.field, correction])).values(),
];

function removeField(value: unknown, path: Path): Correction[] {
  if (at(value, path) === undefined) return [];
  const operations = [remove(path.slice(0, -1), `${path.at(-1)}`)];
  return [{ operations, field: fieldPath(path) }];
}

function correctSyncContainers(value: unknown, wanted: object): Correction[] {
  const list = ['spec', 'template', 'spec', 'containers'];
  const [container] = listAt(wanted, ...list);
  return listAt(value, ...list).flatMap((present, index) =>
    isSync(present) ? correctContainer(present, container, [...list, index]) : [],
  );
}

/** A user may have given the container another name. */
const isSync = (container: unknown): boolean =>
  get(container, 'name') === SYNC_CONTAINER || isSyncContainer(container);

/** The same for the sync's container in any pod. @param path that of the container */
export function correctContainer(present: unknown, wanted: unknown, path: Path): Correction[] {
  const fields = OWNED_CONTAINER_FIELDS.filter(
    key => !isSame(get(present, key), get(wanted, key)),
  ).map(key => ({
    operations: [set(path, key, get(wanted, key))],
    field: fieldPath([...path, key]),
  }));
  const env = correctEnv(listAt(present, 'env'), listAt(wanted, 'env'), path);
  return [
    ...fields,
    ...(env.length === 0 ? [] : [{ operations: env, field: fieldPath([...path, 'env']) }]),
  ];
}

/** The function's own variables, each once, where they are; others, such as `LOG_LEVEL`, are the user's. */
function correctEnv(
  present: readonly unknown[],
  wanted: readonly unknown[],
  path: Path,
): Operation[] {
  const missing = new Map(wanted.map(entry => [stringAt(entry, 'name'), entry]));
  const own = new Set([...missing.keys(), RUNNER_SELECTOR]);
  const gone = new Set<number>();
  const operations = present.flatMap((entry, index): Operation[] => {
    const name = stringAt(entry, 'name');
    if (!own.has(name)) return [];
    const value = missing.get(name);
    // A later copy would win, and a value from elsewhere beside the function's would be refused.
    if (value === undefined || Object.keys(entry as object).length > 2) {
      gone.add(index);
      return [];
    }
    missing.delete(name);
    if (get(entry, 'value') === get(value, 'value')) return [];
    return [set([...path, 'env', index], 'value', get(value, 'value'))];
  });
  const values = [...missing.values()];
  if (gone.size === 0 && values.length === 0) return operations;
  const insert = { after: present.length - 1, values };
  return [...operations, editList(path, 'env', { remove: gone, insert })];
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
