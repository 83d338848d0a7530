// The tree of an item that must be read, or the result that says where it is no YAML.
import { done, failed, type Step } from '../findings/step.ts';
import { isFault, type SyntaxFault, type Tree } from '../yaml/node.ts';
import type { Item } from './item.ts';
import { errorOn, type Result } from './result.ts';

export function treeOf(item: Item): Step<Tree, Result> {
  const { tree, identity } = item;
  if (!isFault(tree)) return done(tree);
  return failed(errorOn(identity, 'item-invalid', invalid(`the ${identity.kind}`, tree)));
}

export const invalid = (subject: string, { line }: SyntaxFault): string =>
  `${subject} must be valid YAML. Line ${line} of it is not`;
