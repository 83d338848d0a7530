// Version ranges in a `tag:` of the package's pipelines: Porch's server resolves them with Docker's config.
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt } from '../../krm/object.ts';

const KINDS = ['Kptfile', 'PackageVariant', 'PackageVariantSet'];
/** Whatever is not one exact tag: blanks, comparisons, wildcards. */
const RANGE = /[\s<>=^~*|,]|(?:^|\.)[xX](?:\.|$)/;

export type TagRange = { readonly item: Item; readonly image: string };

/** The functions of all pipelines whose `tag` is a range. */
export const tagRanges = (items: readonly Item[]): TagRange[] =>
  KINDS.flatMap(kind => matching(items, { kind }, mayHaveTag)).flatMap(item =>
    functionsOf(item.value).flatMap(step => {
      const [image, tag] = [get(step, 'image'), get(step, 'tag')];
      const isRange = typeof tag === 'string' && RANGE.test(tag);
      return isRange && typeof image === 'string' ? [{ item, image }] : [];
    }),
  );

const functionsOf = (value: unknown): readonly unknown[] =>
  [get(value, 'pipeline'), get(value, 'spec', 'pipeline'), ...templates(value)].flatMap(
    pipeline => [...listAt(pipeline, 'mutators'), ...listAt(pipeline, 'validators')],
  );

const templates = (value: unknown): unknown[] =>
  listAt(value, 'spec', 'targets').map(target => get(target, 'template', 'pipeline'));

const mayHaveTag = (item: Item): boolean => item.holds('tag:') || item.holds('"tag"');
