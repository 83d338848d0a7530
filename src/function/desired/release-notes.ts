// What a user must know of the release: that it was assumed, and which flags it no longer has.
import { infoOn, type Result, warningOn } from '../../krm/result.ts';
import { fieldPath } from '../../yaml/path.ts';
import { hasFlag } from '../observe/arguments.ts';
import type { ContainerFields } from '../observe/container-fields.ts';
import type { UsableRelease } from '../observe/release.ts';
import type { Note } from './desired.ts';

/** For a tag that is no known release: said once, by the run that writes the flags. */
export function assumedReleaseNotes(runner: ContainerFields, release: UsableRelease): Note[] {
  if (!release.isAssumed) return [];
  const dropped = droppedFlags(runner, release);
  const ends =
    dropped === ''
      ? ''
      : `. The current Porch no longer has ${dropped}, and ends at a flag that it does not know`;
  const message =
    'the image tag names no known Porch release, so the flags are those of the current Porch. ' +
    `If the image holds another release, set \`data.porchVersion\`${ends}`;
  const field = fieldPath([...runner.container.path, 'image']);
  const result = infoOn(runner.item.identity, 'release-assumed', message, field);
  return [{ part: 'pull secret', when: 'flags', result }];
}

/** They are the user's, so they stay. */
export function droppedFlagWarnings(runner: ContainerFields, release: UsableRelease): Result[] {
  const dropped = release.isAssumed ? '' : droppedFlags(runner, release);
  if (dropped === '') return [];
  const message = `Porch ${release.tag} no longer has ${dropped}, and ends at a flag that it does not know. Remove what it no longer has`;
  return [
    warningOn(runner.item.identity, 'flags-dropped', message, fieldPath(runner.container.path)),
  ];
}

const droppedFlags = (runner: ContainerFields, { dropped = [] }: UsableRelease): string =>
  dropped
    .filter(name => hasFlag(runner, name))
    .map(name => `\`--${name}\``)
    .join(', ');
