// A package, from a folder or stdin, as the doctor examines it.

import { known } from '../checks/fact.ts';
import { observePackage } from '../checks/observe-package.ts';
import { done, type Step } from '../findings/step.ts';
import { readConfig } from '../function/input/read-config.ts';
import { readResourceList } from '../krm/read.ts';
import { type PackageItem, readPackage, unreadableIn } from './package-folder.ts';
import { configuredData, optionsOf } from './package-options.ts';
import type { Request } from './request.ts';
import type { Examination } from './run.ts';

export function examineFolder(folder: string, request: Request, now: Date): Step<Examination> {
  const read = readPackage(folder);
  return read.ok ? done(examination(folder, read.value, request, now)) : read;
}

function examination(
  folder: string,
  read: readonly PackageItem[],
  { options }: Request,
  now: Date,
): Examination {
  const data = { ...configuredData(read), ...options };
  const items = read.map(({ item }) => item);
  return {
    observed: {
      ...observePackage(items, optionsOf(data), now),
      unreadable: known(unreadableIn(read)),
    },
    origin: { kind: 'package', folder },
    fileOf: (kind, name, namespace) =>
      read.find(
        ({ item: { identity } }) =>
          identity.kind === kind && identity.name === name && identity.namespace === namespace,
      )?.file,
  };
}

/** With the options of its functionConfig, where it has a valid one. */
export function examineList(input: Buffer, { options }: Request, now: Date): Step<Examination> {
  const list = readResourceList(input);
  if (!list.ok) return list;
  const { items, functionConfig } = list.value;
  const config = functionConfig && readConfig(functionConfig);
  const given = config?.ok ? config.value.options : optionsOf({});
  return done({
    observed: observePackage(items, { ...given, ...options }, now),
    origin: { kind: 'package', folder: undefined },
    fileOf: () => undefined,
  });
}
