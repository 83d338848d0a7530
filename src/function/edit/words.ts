// The words for changes of an object: what was added, changed and removed.
import { groupBy } from '../../group-by.ts';
import type { Change, Verb } from './change.ts';

const VERBS: readonly Verb[] = ['added', 'changed', 'removed'];

/** Part by part: the wiring of each Secret, and the sidecar. */
export const describeRunner = (changes: readonly Change[]): string =>
  [...groupBy(changes, ({ part }) => part)]
    .map(([part, members]) => {
      const isSidecar = part === 'pull-secret sync';
      const [only, other] = verbsOf(members);
      if (isSidecar) return listed(members);
      if (only === 'added' && other === undefined) return `wired the ${part}: ${nouns(members)}`;
      if (only === 'removed' && other === undefined) {
        return `removed the wiring of the ${part}: ${nouns(members)}`;
      }
      return `updated the wiring of the ${part}: ${listed(members)}`;
    })
    .join('; ');

export function describeObject(changes: readonly Change[]): string {
  const [first] = changes;
  const [only, other] = verbsOf(changes);
  if (only === 'added' && other === undefined) return `generated the ${first?.part}`;
  if (only === 'removed' && other === undefined) return `removed the ${first?.part}`;
  return `updated the ${first?.part}: ${names(changes)}`;
}

export function describeSync(changes: readonly Change[]): string {
  const [only, other] = verbsOf(changes);
  const verb = only === 'changed' || other !== undefined ? 'updated' : only;
  return `${verb} the pull-secret sync: ${objects(changes)}`;
}

export const describeInput = (changes: readonly Change[]): string =>
  `annotated the ConfigMap with ${names(changes)}: it is input, and must not reach a cluster`;

const verbsOf = (changes: readonly Change[]): Verb[] =>
  VERBS.filter(verb => changes.some(change => change.verb === verb));

const listed = (changes: readonly Change[]): string =>
  verbsOf(changes)
    .map(verb => `${verb} ${nouns(changes.filter(change => change.verb === verb))}`)
    .join(', ');

/** `flags --a, --b, volume`. */
const nouns = (changes: readonly Change[]): string =>
  [...groupBy(changes, ({ noun }) => noun)]
    .map(([noun, members]) => {
      const named = names(members);
      const plural = members.length > 1 && named !== '' ? 's' : '';
      return [`${noun}${plural}`, ...(named === '' ? [] : [named])].join(' ');
    })
    .join(', ');

const names = (changes: readonly Change[]): string =>
  [...new Set(changes.flatMap(({ name }) => (name === undefined ? [] : [`\`${name}\``])))].join(
    ', ',
  );

/** `ServiceAccount, 3 Roles, 3 RoleBindings, Deployment`. */
const objects = (changes: readonly Change[]): string =>
  [...groupBy(changes, kindOf)]
    .map(([kind, members]) => {
      const count = new Set(members.map(change => (change.kind === 'add' ? change : change.item)))
        .size;
      return count === 1 ? kind : `${count} ${kind}s`;
    })
    .join(', ');

const kindOf = (change: Change): string =>
  change.kind === 'add' ? change.noun : change.item.identity.kind;
