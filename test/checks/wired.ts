// The embedded package after a run of the function, as objects, and what the checks say of such objects.
import { load } from 'js-yaml';
import { type Examined, examine } from '../../src/checks/check.ts';
import { observePackage } from '../../src/checks/observe-package.ts';
import type { Observed } from '../../src/checks/observed.ts';
import { CHECKS } from '../../src/checks/table.ts';
import { optionsOf } from '../../src/doctor/package-options.ts';
import { evaluate } from '../../src/function/evaluate.ts';
import { readResourceList } from '../../src/krm/read.ts';
import { CREDENTIALS, configMap, resourceList } from '../support/config.ts';
import { embeddedItems } from '../support/embedded.ts';
import type { Objects } from './package-faults.ts';

const NOW = new Date('2026-01-01');

const KPTFILE = {
  apiVersion: 'kpt.dev/v1',
  kind: 'Kptfile',
  metadata: { name: 'porch' },
  pipeline: {
    mutators: [{ image: 'ghcr.io/enable-private-registries/enable-private-registries:v0.1.0' }],
  },
};

export function wired(data: Readonly<Record<string, string>> = CREDENTIALS): Objects {
  const items = [JSON.stringify(KPTFILE), ...embeddedItems()];
  const { output, failed } = evaluate(Buffer.from(resourceList(items, configMap(data))));
  if (failed) throw new Error(output.toString());
  return (load(output.toString()) as { items: Objects }).items;
}

const textOf = (objects: Objects) => resourceList(objects.map(object => JSON.stringify(object)));

export const examineObjects = (objects: Objects, data: object = {}): Examined =>
  examineText(textOf(objects), data);

export const examineText = (text: string, data: object = {}): Examined =>
  examine(CHECKS, observeText(text, data));

export const observeObjects = (objects: Objects): Observed => observeText(textOf(objects), {});

function observeText(text: string, data: object): Observed {
  const list = readResourceList(Buffer.from(text));
  if (!list.ok) throw new Error('no ResourceList');
  return observePackage(list.value.items, optionsOf({ ...data }), NOW);
}
