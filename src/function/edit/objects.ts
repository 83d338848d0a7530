// The objects that the function writes: added, corrected, renamed, moved, or removed.
import { identityOf, keyOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { set } from '../../yaml/operation.ts';
import type { DesiredObject } from '../desired/desired.ts';
import type { Change } from './change.ts';
import { correctFields } from './correct-fields.ts';

type Wanted = Extract<DesiredObject, { state: 'wanted' }>;

export function diffObject(items: readonly Item[], desired: DesiredObject): Change[] {
  if (desired.state === 'absent') return desired.present.map(item => removal(desired, item));
  const there = matching(items, keyOf(identityOf(desired.object)));
  // Copies go: another function may have given several objects one identity.
  const [kept, ...copies] = new Set([...there, ...desired.present]);
  const changes = kept === undefined ? [addition(desired)] : corrections(desired, kept);
  return [...changes, ...copies.map(item => removal(desired, item))];
}

const removal = ({ part }: DesiredObject, item: Item): Change => ({
  kind: 'remove',
  item,
  part,
  verb: 'removed',
  noun: item.identity.kind,
});

const addition = ({ part, object, file: { path } }: Wanted): Change => ({
  kind: 'add',
  object,
  path,
  part,
  verb: 'added',
  noun: object.kind,
  isContent: true,
});

function corrections({ part, object, file }: Wanted, item: Item): Change[] {
  const { identity } = item;
  const { name, namespace } = object.metadata;
  const reason = { part, verb: 'changed', noun: 'field' } as const;
  const renamed = (['name', 'namespace'] as const)
    .filter(key => identity[key] !== object.metadata[key])
    .map((key): Change => {
      const operations = [set(['metadata'], key, object.metadata[key])];
      const field = `metadata.${key}`;
      return { ...reason, kind: 'edit', item, operations, field, name: field };
    });
  const { path, leaves } = file;
  const isMoved =
    path !== undefined &&
    identity.path !== path &&
    (leaves === 'any' || leaves.includes(identity.path ?? ''));
  const moved: Change[] = isMoved
    ? [{ ...reason, kind: 'move', item, path, field: 'metadata.annotations', name: 'file' }]
    : [];
  const corrected = correctFields(item, object).map(({ operations, field, isContent }): Change => {
    const content = isContent ? { isContent } : {};
    return { ...reason, ...content, kind: 'edit', item, operations, field, name: field };
  });
  return [...renamed, ...moved, ...corrected].map(change =>
    change.kind === 'edit' ? { ...change, renamed: { name, namespace } } : change,
  );
}
