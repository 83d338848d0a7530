// Reads a value of unknown shape.

/** The value under a path of keys; `undefined` if the path leads out of the maps. */
export function get(object: unknown, ...path: readonly string[]): unknown {
  let value = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Whether two values of JSON are the same, whatever the order of their keys. */
export const isSame = (a: unknown, b: unknown): boolean => isSameBut(a, b, new Map());

/** @param known pairs of objects that need no second look: aliases can repeat an object many times */
function isSameBut(a: unknown, b: unknown, known: Map<object, object>): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (known.get(a) === b) return true;
  known.set(a, b);
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === others.length &&
    keys.every(key => Object.hasOwn(b, key) && isSameBut(get(a, key), get(b, key), known))
  );
}

/** The text under a path of keys; a number counts as one. `undefined` if there is something else. */
export function textUnder(object: unknown, ...path: readonly string[]): string | undefined {
  const value = get(object, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The list under a path of keys; an empty one if there is no list. */
export function listAt(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = get(object, ...path);
  return Array.isArray(list) ? list : [];
}

/** The string under a path of keys; an empty one where there is none, or something else. */
export function stringAt(object: unknown, ...path: readonly string[]): string {
  const value = get(object, ...path);
  return typeof value === 'string' ? value : '';
}

/** The items of the list under a path of keys; those that are no strings are empty. */
export const stringsAt = (object: unknown, ...path: readonly string[]): string[] =>
  listAt(object, ...path).map(item => (typeof item === 'string' ? item : ''));
