// One info result for each object that changes, which lists its changes, and the notes that they make due.
import type { Code } from '../../findings/codes.ts';
import { groupBy } from '../../group-by.ts';
import { type Identity, identityOf } from '../../krm/identity.ts';
import type { Item } from '../../krm/item.ts';
import { infoOn, type Result } from '../../krm/result.ts';
import type { Note } from '../desired/desired.ts';
import type { Change } from './change.ts';
import { describeInput, describeObject, describeRunner, describeSync } from './words.ts';

/** @param runners the Deployments whose changes are reported by part */
export function report(
  runners: readonly Item[],
  changes: readonly Change[],
  notes: readonly Note[],
): readonly Result[] {
  const due = notes.filter(note => changes.some(change => isDue(note, change)));
  const grouped = groupBy(changes, groupOf);
  const infos = [...grouped].map(([group, members]) => {
    const [code, describe] =
      KINDS[runners.some(item => item === group) ? 'runner' : kindOf(members)];
    return infoOn(objectOf(members), code, describe(members), fieldOf(members));
  });
  return [...due.map(({ result }) => result), ...infos];
}

function isDue({ part, when }: Note, change: Change): boolean {
  if (change.part !== part) return false;
  if (when === 'content') return change.isContent === true;
  if (when === 'flags') return change.noun === 'flag';
  return when === 'any change' || change.kind !== 'add';
}

type Kind = 'runner' | 'sync' | 'object' | 'input' | 'client';
const KINDS: Readonly<Record<Kind, readonly [Code, (changes: readonly Change[]) => string]>> = {
  runner: ['runner-changed', describeRunner],
  sync: ['sync-changed', describeSync],
  object: ['object-changed', describeObject],
  input: ['input-annotated', describeInput],
  client: ['client-changed', describeRunner],
};

/** The objects of the sync make one group, apart from its container in the runner's pod. */
function groupOf(change: Change): unknown {
  if (change.kind === 'add') {
    return change.part === 'pull-secret sync' ? change.part : change.object;
  }
  const isSidecar = ['sidecar', 'imagePullSecret'].includes(change.noun);
  return change.part === 'pull-secret sync' && !isSidecar ? change.part : change.item;
}

function kindOf([first]: readonly Change[]): Kind {
  if (first?.part === 'input') return 'input';
  if (first?.part === 'Docker config') return 'client';
  return first?.part === 'pull-secret sync' ? 'sync' : 'object';
}

/** As the object is called from now on; of several, the last: the sync's Deployment stands there. */
function objectOf(changes: readonly Change[]): Identity {
  const last = changes.at(-1);
  if (last === undefined || last.kind === 'add') return identityOf(last?.object);
  const renamed = changes.map(change => (change.kind === 'edit' ? change.renamed : {}));
  return Object.assign({}, last.item.identity, ...renamed);
}

/** The field of the changes where they have one in common. */
function fieldOf(changes: readonly Change[]): string | undefined {
  const [first] = changes;
  const isShared = changes.every(({ field }) => field === first?.field);
  return isShared ? first?.field : undefined;
}
