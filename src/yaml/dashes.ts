// The style in which a document writes its lists.
import { column } from './lines.ts';
import type { Node, Tree } from './node.ts';

/** Whether the document indents the dashes of its first block sequence below their key. */
export function indentsDashes({ source, root }: Tree): boolean {
  const waiting: Node[] = [root];
  for (const node of waiting) {
    if (node.kind === 'sequence') for (const item of node.items) waiting.push(item);
    if (node.kind !== 'mapping') continue;
    for (const { key, value } of node.pairs) {
      if (value.kind === 'sequence' && !value.flow) {
        return column(source, value.content) > column(source, key.start);
      }
      waiting.push(value);
    }
  }
  return false;
}
