// `DOCKER_CONFIG` in the containers of a Deployment, with its mount and volume: added, corrected, or removed.
import { get, isSame } from '../../krm/object.ts';
import { DOCKER_CONFIG_KEY } from '../../registry/pull-secret.ts';
import { editList, type Operation, set } from '../../yaml/operation.ts';
import { nodeValue } from '../../yaml/value.ts';
import type { DesiredClient } from '../desired/desired.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import {
  CLIENT_FILE,
  CLIENT_FOLDER,
  CLIENT_VOLUME,
  DOCKER_CONFIG,
} from '../observe/docker-clients.ts';
import { type ListField, listPath } from '../observe/editable-fields.ts';
import type { Change, Verb } from './change.ts';

export function diffClient({ client, secretName }: DesiredClient): Change[] {
  const { item, containers } = client;
  const isWanted = secretName !== undefined;
  const [first] = containers;
  const mount = { mountPath: CLIENT_FOLDER, name: CLIENT_VOLUME, readOnly: true };
  const variable = { name: DOCKER_CONFIG, value: CLIENT_FOLDER };
  const items = [{ key: DOCKER_CONFIG_KEY, path: CLIENT_FILE }];
  const volume = { name: CLIENT_VOLUME, secret: { secretName, items } };
  const entries = [
    ...containers.flatMap(container => [
      diffEntry(container, container.env, 'variable', 'name', variable, isWanted),
      diffEntry(container, container.volumeMounts, 'volumeMount', 'mountPath', mount, isWanted),
    ]),
    diffEntry(first, first.volumes, 'volume', 'name', volume, isWanted),
  ];
  return entries.flatMap(entry =>
    entry === undefined ? [] : [{ ...entry, kind: 'edit', item, part: 'Docker config' } as const],
  );
}

type Entry = {
  readonly verb: Verb;
  readonly noun: string;
  readonly field: string;
  readonly operations: readonly Operation[];
};

/** An entry of a list that is known by the value of one key. */
function diffEntry(
  { tree }: ContainerFields,
  list: ListField,
  noun: string,
  key: string,
  entry: Readonly<Record<string, unknown>>,
  isWanted: boolean,
): Entry | undefined {
  const { owner, items } = list;
  const values = items.map(node => nodeValue(tree, node));
  const index = values.findIndex(value => get(value, key) === entry[key]);
  const change = { noun, field: listPath(list) };
  if (!isWanted) {
    if (index < 0) return undefined;
    const edit = { remove: new Set([index]), isOptional: true };
    return { ...change, verb: 'removed', operations: [editList(owner.path, list.key, edit)] };
  }
  if (index < 0) {
    const edit = { insert: { after: items.length - 1, values: [entry] }, isOptional: true };
    return { ...change, verb: 'added', operations: [editList(owner.path, list.key, edit)] };
  }
  const wrong = Object.keys(entry).filter(name => !isSame(get(values[index], name), entry[name]));
  if (wrong.length === 0) return undefined;
  const at = [...owner.path, list.key, index];
  return { ...change, verb: 'changed', operations: wrong.map(name => set(at, name, entry[name])) };
}
