// Reaching into a value of unknown shape.

/** The value under a path of keys; `undefined` where the path leaves the maps. */
export const get = (object: unknown, ...path: readonly string[]): unknown =>
  path.reduce((value: unknown, key) => {
    const isMap = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isMap ? (value as Record<string, unknown>)[key] : undefined;
  }, object);

/** The list under a path of keys; an empty one where there is none. */
export function listAt(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = get(object, ...path);
  return Array.isArray(list) ? list : [];
}
