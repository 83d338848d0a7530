// What an in-tree contribution to the function catalog needs: the rules of its `scripts/verify-docs.py`, on this layout.
import { expect } from 'chai';
import { load } from 'js-yaml';
import about from '../../package.json' with { type: 'json' };
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { examples, textOf } from '../support/documents.ts';

const NAME = about.name;
const SOURCE = `https://github.com/${NAME}/${NAME}`;
/** The catalog wants these fields, and one address of the team that looks after the function. */
const FIELDS = {
  image: PUBLISHED_IMAGE.replace(/:[^:]*$/, ''),
  description: about.description,
  tags: ['mutator', 'generator'],
  sourceURL: SOURCE,
  examplePackageURLs: examples.map(name => `${SOURCE}/tree/main/examples/${name}`),
  emails: [`maintainers@${NAME}.example`],
  license: about.license,
  hidden: false,
};

type Kptfile = {
  readonly metadata: { readonly name: string };
  readonly pipeline: Readonly<Record<string, readonly { readonly image: string }[]>>;
};

describe('metadata.yaml', () => {
  it('has the fields of the catalog, and names every folder of the examples', () =>
    expect(load(textOf('metadata.yaml'))).to.deep.equal(FIELDS));
});

describe('the conventions of the catalog', () => {
  for (const name of examples) {
    describe(name, () => {
      it('has a name that begins with the function', () =>
        expect(name).to.match(new RegExp(`^${NAME}-.`)));

      it('has a README whose title has the function and the example', () => {
        const [title = ''] = textOf(`examples/${name}/README.md`).split('\n');
        const example = name.slice(NAME.length + 1).replaceAll('-', ' ');
        expect(title.toLowerCase()).to.equal(`# ${NAME}: ${example}`);
      });

      it('has a pipeline of this image alone', () => {
        const { metadata, pipeline } = load(textOf(`examples/${name}/Kptfile`)) as Kptfile;
        expect(metadata.name).to.equal(name);
        const images = Object.values(pipeline).flatMap(steps => steps.map(({ image }) => image));
        expect(images).to.deep.equal([PUBLISHED_IMAGE]);
      });
    });
  }
});
