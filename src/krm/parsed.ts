// The tree of an item that must be read, or the result that says where it is no YAML.
import { error, type Finding } from '../findings/finding.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { faultText, isFault, type SyntaxFault, type Tree } from '../yaml/node.ts';
import type { Item } from './item.ts';
import { errorOn, type Result } from './result.ts';

export function treeOf(item: Item): Step<Tree, Result> {
  const { tree, identity } = item;
  if (!isFault(tree)) return done(tree);
  return failed(errorOn(identity, 'item-invalid', invalid(`the ${identity.kind}`, tree)));
}

/** The item of an index of the list. */
export const invalidItem = (index: number, fault: SyntaxFault): Finding =>
  error('item-invalid', invalid(`\`items[${index}]\``, fault), `items[${index}]`);

const invalid = (subject: string, fault: SyntaxFault): string =>
  `${subject} cannot be read: ${faultText(fault)}. Correct that line`;
