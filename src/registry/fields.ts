// The fields of an object that a user wrote, out of reach of its prototype.

/** By name, which may be `__proto__` too, in the object's order: as written, but integers first. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of an object from JSON or YAML; undefined for any other value. */
export function fieldsOf(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)) : undefined;
}

/**
 * The fields of a JSON text; undefined where it is not JSON or not an object. Of fields with one
 * name the last counts, as for Go: JSON.parse does not tell that there were others.
 */
export function parseFields(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined; // a SyntaxError quotes the text
  }
}
