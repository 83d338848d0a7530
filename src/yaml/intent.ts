// What operations mean for a value, without any text: an edit of the text is held against it.
import type { SequenceEdit } from './edit.ts';
import type { Operation } from './operation.ts';
import type { Path } from './path.ts';

/**
 * The value with all operations done. Their paths are those of the value as it was, so lists change last
 * and inner ones before those around them. A list that loses all its entries goes.
 */
export function intended(value: unknown, operations: readonly Operation[]): unknown {
  const lists = operations.filter(operation => operation.kind === 'list');
  const others = operations.filter(operation => operation.kind !== 'list');
  const inner = lists.toSorted((a, b) => b.at.length - a.at.length);
  return [...others, ...inner].reduce(done, value);
}

/** The value without lists that operations have emptied: flow style leaves their brackets, a null comes back. */
export const withoutEmptied = (value: unknown, operations: readonly Operation[]): unknown =>
  operations.reduce((result, operation) => {
    if (operation.kind !== 'list') return result;
    const { at, key } = operation;
    return changed(result, at, map =>
      isEmptyList(map[key]) || map[key] === null ? without(map, [key]) : map,
    );
  }, value);

function done(value: unknown, operation: Operation): unknown {
  const { at } = operation;
  switch (operation.kind) {
    case 'set':
      return changed(value, at, map => ({ ...map, [operation.key]: operation.value }));
    case 'remove':
      return changed(value, at, map => without(map, operation.keys));
    case 'text':
      return replaced(value, at, () => operation.value);
    case 'list':
      return changed(value, at, map => {
        const list = map[operation.key];
        const items = edited(Array.isArray(list) ? list : [], operation.edit);
        if (items.length === 0 && !isEmptyList(list)) return without(map, [operation.key]);
        return { ...map, [operation.key]: items };
      });
  }
}

type Values = Readonly<Record<string, unknown>>;

function edited(items: readonly unknown[], { remove, insert }: SequenceEdit): unknown[] {
  const { after, values } = insert ?? { after: -1, values: [] };
  const kept = (index: number) => (remove?.has(index) ? [] : [items[index]]);
  const indexes = [...items.keys()];
  return [
    ...indexes.filter(index => index <= after).flatMap(kept),
    ...values,
    ...indexes.filter(index => index > after).flatMap(kept),
  ];
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const without = (map: Values, keys: readonly string[]): Values =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));

const changed = (value: unknown, at: Path, change: (map: Values) => Values): unknown =>
  replaced(value, at, map => (isMap(map) ? change(map) : map));

function replaced(
  value: unknown,
  [first, ...rest]: Path,
  change: (old: unknown) => unknown,
): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === first ? replaced(item, rest, change) : item));
  }
  if (!isMap(value) || !Object.hasOwn(value, first)) return value;
  return { ...value, [first]: replaced(value[first], rest, change) };
}

const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
