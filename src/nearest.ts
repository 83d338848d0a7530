// Guesses which known word a misspelt one was meant to be.

/**
 * The known word nearest to `word`, by at most two insertions, deletions or substitutions of a
 * letter; the first of equally near ones. Undefined where none is that near.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  for (const edits of [0, 1, 2]) {
    const hit = known.find(candidate => within(edits, word, candidate));
    if (hit !== undefined) return hit;
  }
  return undefined;
}

function within(edits: number, a: string, b: string): boolean {
  if (a === b) return true;
  if (edits === 0) return false;

  let common = 0;
  while (a[common] === b[common]) common++;
  const [restA, restB] = [a.slice(common), b.slice(common)];
  const [nextA, nextB] = [restA.slice(1), restB.slice(1)];
  return (
    within(edits - 1, nextA, restB) ||
    within(edits - 1, restA, nextB) ||
    within(edits - 1, nextA, nextB)
  );
}
