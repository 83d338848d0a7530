// Paths into values of JSON: which there are, what is there, and the value with something else there.
import type { Path } from '../../src/yaml/path.ts';

/** The paths of a value and of all that is in it. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, part]) =>
    pathsIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

/** `undefined` takes out what is there; maps that are missing on the way are made. */
export function replaced(value: unknown, [first, ...rest]: Path, wanted: unknown): unknown {
  if (first === undefined) return wanted;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const part = index === first ? replaced(item, rest, wanted) : item;
      return part === undefined ? [] : [part];
    });
  }
  const map = value as Record<string, unknown> | undefined;
  const { [first]: old, ...others } = map ?? {};
  const part = replaced(old, rest, wanted);
  return part === undefined ? others : { ...map, [first]: part };
}
