// From the functionConfig and the items to changes: input, observe, desired, edit.
import { examine } from '../checks/check.ts';
import { observePackage } from '../checks/observe-package.ts';
import { CHECKS } from '../checks/table.ts';
import { error } from '../findings/finding.ts';
import { done, failed, type Step, unlessErrors } from '../findings/step.ts';
import { identityOf } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { invalidItem } from '../krm/parsed.ts';
import { type ResourceList, UNCHANGED } from '../krm/resource-list.ts';
import { type Result, resultOf } from '../krm/result.ts';
import { nodeValue } from '../yaml/value.ts';
import { desiredState } from './desired/desired-state.ts';
import { diff } from './edit/diff.ts';
import { type Edits, editItems } from './edit/edits.ts';
import { inPackageFiles } from './edit/package-files.ts';
import { report } from './edit/report.ts';
import { type Credentials, readCredentials } from './input/credentials.ts';
import type { Options } from './input/options.ts';
import { readConfig } from './input/read-config.ts';
import { observe } from './observe/observe.ts';

/**
 * @param image this function's own image
 * @param now by which certificates and logins are judged
 */
export function plan(list: ResourceList, image: string, now: Date): Step<Edits, Result> {
  const planned = planOf(list, image, now);
  // Of many items no more than their headers were read, and of those not all: a fault shows when one is.
  const readable = unlessErrors(list.items.flatMap(brokenItem), () => undefined);
  const isNamed = planned.findings.some(({ code }) => code === 'item-invalid');
  return readable.ok || isNamed ? planned : readable;
}

function planOf(
  { items, functionConfig }: ResourceList,
  image: string,
  now: Date,
): Step<Edits, Result> {
  if (functionConfig === undefined) return failed(resultOf(error('config-missing', NO_CONFIG)));
  const config = readConfig(functionConfig);
  if (!config.ok) return config;
  const { options, given } = config.value;
  // One of them may be the Deployment, which would then seem to be missing.
  const readable = unlessErrors(items.flatMap(brokenItem), () => undefined);
  if (!readable.ok) return readable;
  if (options.state === 'check') return checked(items, options, now);
  const seen = observe(items, config.value);
  if (!seen.ok) return seen;
  const observed = seen.value;
  const owner = identityOf(nodeValue(functionConfig.tree, functionConfig.node));
  const credentials: Step<Credentials, Result> =
    options.state === 'disabled'
      ? done({ content: undefined, sources: [], holder: owner })
      : readCredentials(items, owner, config.value, now);
  const inputs = { items, options, given, credentials, owner, image, now };
  const desired = desiredState(inputs, observed);
  if (!desired.ok) return desired;
  const { runner } = observed;
  const runners = desired.value.runners.map(({ runner }) => runner.item);
  const changes = inPackageFiles(items, runner.item.identity, diff(items, desired.value));
  const edits = editItems(changes);
  const findings = [
    ...config.findings,
    ...desired.findings,
    ...report(runners, changes, desired.value.notes),
  ];
  return edits.ok ? done(edits.value, findings) : edits;
}

/** As a validator: changes nothing. The code stands in the message, for documents explain it. */
function checked(items: readonly Item[], options: Options, now: Date): Step<Edits, Result> {
  const { findings } = examine(CHECKS, observePackage(items, options, now));
  const results = findings.map(({ patch: _, command: __, byFunction: ___, ...result }) => ({
    ...result,
    message: `${result.code}: ${result.message}`,
  }));
  return unlessErrors(results, () => UNCHANGED);
}

const NO_CONFIG =
  'the functionConfig is missing. Give a ConfigMap with registry credentials: by `configPath` or `configMap` ' +
  'in the Kptfile, or by `kpt fn eval … -- registry=HOST username=USER password=PASSWORD`';

/** An item whose header says nothing, and that is no YAML. */
function brokenItem({ fault }: Item, position: number): Result[] {
  if (fault === undefined) return [];
  return [resultOf(invalidItem(position, fault))];
}
