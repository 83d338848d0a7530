// Parses YAML source text into nodes that know where they stand in it.
import { type Event, YAMLException } from 'js-yaml';
import { buildTree } from './build.ts';
import { MOST_EVENTS, type Problem, type SyntaxFault, type Tree } from './node.ts';
import { eventsOf } from './parse-events.ts';

/**
 * Parses exactly one document. A fault is also a repeated key, which Kubernetes refuses too, an alias without
 * an anchor before it, and more depth or more values than any object has.
 *
 * @param most keys, values and brackets
 */
export function parseTree(source: string, most = MOST_EVENTS): Tree | SyntaxFault {
  try {
    const events = eventsOf(source);
    if (events.length === 0) return { line: 1, problem: 'syntax' };
    if (events.length > most) return tooMany(source, events.slice(most));
    return buildTree(source, events);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { line: (error.mark?.line ?? 0) + 1, problem: problemOf(error.reason) };
  }
}

function tooMany(source: string, events: readonly Event[]): SyntaxFault {
  const offsets = events.map(event => ('valueStart' in event ? event.valueStart : -1));
  const first = source.slice(
    0,
    offsets.find(offset => offset >= 0),
  );
  return { line: first.split(/\r\n|\r|\n/).length, problem: 'size' };
}

const OWN = ['second-document', 'repeated-key', 'unknown-anchor'] as const satisfies Problem[];

function problemOf(reason: string): Problem {
  if (reason.startsWith('nesting exceeded')) return 'depth';
  return OWN.find(problem => problem === reason) ?? 'syntax';
}
