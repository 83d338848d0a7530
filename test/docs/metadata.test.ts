// metadata.yaml, by the rules of the function catalog: its fields, and examples that are there.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import about from '../../package.json' with { type: 'json' };
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { ROOT, textOf } from '../support/documents.ts';

const SOURCE = 'https://github.com/enable-private-registries/enable-private-registries';
/** What the catalog knows; it refuses other fields, and other tags than its own. */
const FIELDS = {
  image: PUBLISHED_IMAGE.replace(/:[^:]*$/, ''),
  description: about.description,
  tags: ['mutator', 'generator'],
  sourceURL: SOURCE,
  examplePackageURLs: readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
    .filter(({ name }) => existsSync(join(ROOT, 'examples', name, 'Kptfile')))
    .map(({ name }) => `${SOURCE}/tree/main/examples/${name}`)
    .sort(),
  license: about.license,
  hidden: false,
};

describe('metadata.yaml', () => {
  it('has the fields of the catalog, and names every package of the examples', () =>
    expect(load(textOf('metadata.yaml'))).to.deep.equal(FIELDS));
});
