// The command that mends what a finding says, as a user can run it.

import type { Finding } from '../checks/check.ts';
import type { Observed } from '../checks/observed.ts';
import { kptfilesIn, ourSteps } from '../checks/package.ts';
import { get } from '../krm/object.ts';

/** What commands need to know of where they are run. */
export type Place =
  | { readonly kind: 'package'; readonly folder: string | undefined }
  | { readonly kind: 'cluster'; readonly flags: readonly string[] };

export type Mended = Finding & { readonly command?: string };

/** With the command in its final form, or without one. */
export function withCommand(finding: Finding, place: Place, observed: Observed): Mended {
  const { patch, command, ...rest } = finding;
  if (place.kind === 'package') {
    const render = patch === undefined ? undefined : renderOf(place.folder, observed);
    return { ...rest, ...(render !== undefined && { command: render }) };
  }
  const line = command ?? (patch && patchOf(finding, JSON.stringify(patch)));
  if (line === undefined) return rest;
  const flags = place.flags.map(flag => ` ${flag}`).join('');
  return { ...rest, command: line.replaceAll(/\bkubectl(?= )/g, `kubectl${flags}`) };
}

function patchOf({ resourceRef }: Finding, patch: string): string {
  const { kind = '', name = '', namespace = '' } = resourceRef ?? {};
  return `kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} --type=json -p ${quoted(patch)}`;
}

export const quoted = (text: string): string =>
  /^[\w./:@=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The function puts right what is its own; that takes its step in the Kptfile. */
function renderOf(folder: string | undefined, { items }: Observed): string | undefined {
  if (folder === undefined || !items?.isKnown) return undefined;
  const steps = kptfilesIn(items.value).flatMap(ourSteps);
  if (steps.length === 0) return undefined;
  const isExec = steps.some(({ step }) => get(step, 'exec') !== undefined);
  return `kpt fn render ${quoted(folder)}${isExec ? ' --allow-exec' : ''}`;
}
