// The sections beside `items` of a ResourceList in block style.
import { error, type Finding } from '../findings/finding.ts';
import { pairOf } from '../yaml/lookup.ts';
import {
  faultText,
  isFault,
  type MappingNode,
  MOST_IN_OBJECT,
  type SyntaxFault,
  type Tree,
} from '../yaml/node.ts';
import { parseTree } from '../yaml/tree.ts';
import type { Part } from './resource-list.ts';
import type { Range } from './scan.ts';

export type Section = Part & { readonly root: MappingNode };

/** The sections that are read; of others it only matters whether they are YAML. */
const KNOWN: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'functionConfig', 'results']);

export type Sections = {
  readonly byKey: ReadonlyMap<string, Section>;
  readonly hasUnknown: boolean;
  readonly faults: readonly Finding[];
};

export function readSections(bytes: Buffer, ranges: ReadonlyMap<string, Range>): Sections {
  const byKey = new Map<string, Section>();
  const faults: Finding[] = [];
  const unknown: Range[] = [];
  for (const [key, range] of ranges) {
    if (key === 'items') continue;
    if (!KNOWN.has(key)) unknown.push(range);
    else {
      const tree = parsed(bytes, [range]);
      const node =
        isFault(tree) || tree.root.kind !== 'mapping' ? undefined : pairOf(tree.root, key)?.value;
      if (isFault(tree)) faults.push(unreadable(key, tree));
      else if (tree.root.kind === 'mapping' && node)
        byKey.set(key, { tree, root: tree.root, node });
    }
  }
  const tree = unknown.length > 0 ? parsed(bytes, unknown) : undefined;
  if (tree !== undefined && isFault(tree)) faults.push(unreadable('', tree));
  return { byKey, hasUnknown: unknown.length > 0, faults };
}

/** The ranges as one text. A fault has the line that it is in, counted in all bytes. */
function parsed(bytes: Buffer, ranges: readonly Range[]): Tree | SyntaxFault {
  const tree = parseTree(
    ranges.map(({ start, end }) => bytes.toString('utf8', start, end)).join(''),
    MOST_IN_OBJECT,
  );
  if (!isFault(tree)) return tree;
  const before = bytes.toString('latin1', 0, ranges[0]?.start).split('\n').length - 1;
  return { ...tree, line: tree.line + before };
}

/** @param key empty for the sections that are not read */
function unreadable(key: string, fault: SyntaxFault): Finding {
  const unread = key === 'functionConfig' ? 'config-unreadable' : 'section-unreadable';
  const section = key === '' ? 'another section of stdin' : `the ${key}`;
  const isTooLarge = fault.problem === 'size';
  return error(
    isTooLarge ? 'section-too-large' : unread,
    `${section} cannot be read: ${faultText(fault)}. ${isTooLarge ? 'Make it smaller' : 'Correct that line'}`,
    key,
  );
}
