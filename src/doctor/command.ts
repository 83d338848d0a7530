// The command that corrects what a finding says, as a user can run it.

import type { Finding } from '../checks/check.ts';
import { ourSteps } from '../checks/kptfile.ts';
import type { Observed } from '../checks/observed.ts';
import { isOwn } from '../function/observe/ownership.ts';
import { matching } from '../krm/matching.ts';
import { get } from '../krm/object.ts';

/** What commands need to know of where they are run. */
export type Origin =
  | { readonly kind: 'package'; readonly folder: string | undefined }
  | { readonly kind: 'cluster'; readonly flags: readonly string[] };

/** A finding as it is reported. */
export type Reported = Omit<Finding, 'patch' | 'byFunction'>;

/** With the command in its final form, or without one. */
export function withCommand(finding: Finding, origin: Origin, observed: Observed): Reported {
  const { patch, command, byFunction, ...rest } = finding;
  if (origin.kind === 'package') {
    const render = byFunction === true ? renderOf(finding, origin.folder, observed) : undefined;
    return { ...rest, ...(render !== undefined && { command: render }) };
  }
  const line = command ?? (patch && patchOf(finding, JSON.stringify(patch)));
  if (line === undefined) return rest;
  const flags = origin.flags.map(flag => ` ${flag}`).join('');
  return { ...rest, command: line.replaceAll(/\bkubectl(?= )/g, `kubectl${flags}`) };
}

function patchOf({ resourceRef }: Finding, patch: string): string {
  const { kind = '', name = '', namespace = '' } = resourceRef ?? {};
  return `kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} --type=json -p ${quoted(patch)}`;
}

export const quoted = (text: string): string =>
  /^[\w./:@=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The function puts right what is its own; that takes its step in the Kptfile. */
function renderOf(
  { resourceRef: ref }: Finding,
  folder: string | undefined,
  { items: fact }: Observed,
): string | undefined {
  const items = fact?.isKnown ? fact.value : [];
  const steps = matching(items, { kind: 'Kptfile' }).flatMap(({ value }) => ourSteps(value));
  const isForeign = items.some(item => {
    const { kind, name, namespace } = item.identity;
    const isIt = kind === ref?.kind && name === ref.name && namespace === ref.namespace;
    return isIt && kind === 'Secret' && !isOwn(item);
  });
  if (folder === undefined || steps.length === 0 || isForeign) return undefined;
  const isExec = steps.some(({ step }) => get(step, 'exec') !== undefined);
  return `kpt fn render ${quoted(folder)}${isExec ? ' --allow-exec' : ''}`;
}
