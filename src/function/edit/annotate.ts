// Setting annotations on an object, and nothing else.
import { get } from '../../krm/object.ts';
import { type Operation, set } from '../../yaml/operation.ts';

const PATH = ['metadata', 'annotations'];

/** @param value the object */
export function annotate(
  value: unknown,
  annotations: Readonly<Record<string, string>>,
): Operation[] {
  const present = get(value, ...PATH);
  const isMap = typeof present === 'object' && present !== null && !Array.isArray(present);
  if (!isMap) return [set(['metadata'], 'annotations', annotations)];
  return Object.entries(annotations).map(([key, text]) => set(PATH, key, text));
}
