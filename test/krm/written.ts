// ResourceLists from text, for tests.
import { readResourceList } from '../../src/krm/read.ts';
import { type Changes, type ResourceList, UNCHANGED } from '../../src/krm/resource-list.ts';

export const HEAD = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';

/** The list of a text that must be one. */
export function listIn(text: string | Buffer): ResourceList {
  const list = readResourceList(Buffer.from(text));
  if (!list.ok) throw new Error(`${list.findings[0].message}: ${JSON.stringify(text)}`);
  return list.value;
}

export function written(list: ResourceList, changes: Partial<Changes> = {}): string {
  const output = list.write({ ...UNCHANGED, ...changes });
  if (!output.ok) throw new Error(output.findings[0].message);
  return output.value.toString();
}
