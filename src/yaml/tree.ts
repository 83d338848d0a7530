// Parses YAML source text into nodes that know where they stand in it.
import { parseEvents, YAMLException } from 'js-yaml';
import { buildTree } from './build.ts';
import type { SyntaxFault, Tree } from './node.ts';

/**
 * Parses exactly one document. Faults are also a duplicate key, which Kubernetes refuses too, and
 * an alias without an anchor before it.
 */
export function parseTree(source: string): Tree | SyntaxFault {
  try {
    const events = parseEvents(source, {});
    return events.length === 0 ? { line: 1 } : buildTree(source, events);
  } catch (error) {
    if (error instanceof YAMLException) return { line: (error.mark?.line ?? 0) + 1 };
    throw error;
  }
}
