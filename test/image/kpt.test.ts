// The image as kpt runs it: eval and render give what the executable gives, twice.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { contents, embeddedPackage, FUNCTION, kpt } from '../support/kpt.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { imageUnderTest, OWN_NAME } from './image.ts';
import { hasEngine } from './run.ts';

/** What kpt runs: the field of a Kptfile's function, which is also the flag of `kpt fn eval`. */
type Step = readonly [field: 'image' | 'exec', command: string];

const LOCAL = '--image-pull-policy=never';
const commands = {
  eval: (folder: string, [field, command]: Step) => {
    const config = join(folder, 'fn-config/docker-config.yaml');
    return kpt('fn', 'eval', folder, `--${field}`, command, LOCAL, '--fn-config', config);
  },
  render: async (folder: string, [field, command]: Step) => {
    const file = join(folder, 'Kptfile');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/(image|exec): .*/, `${field}: ${command}`));
    return kpt('fn', 'render', folder, LOCAL, '--allow-exec');
  },
};

describe('the image in kpt', function () {
  this.timeout(240_000);
  needs('a Docker engine', hasEngine);
  needs('kpt', hasProgram('kpt', 'version'));
  let image: string;
  before(async () => {
    image = await imageUnderTest();
  });
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true }))));

  for (const [name, command] of Object.entries(commands)) {
    /** The package's files but the Kptfile, after the first run and after the second. */
    const twice = async (...step: Step) => {
      const folder = await embeddedPackage();
      folders.push(folder);
      const once = async () => {
        const { status, output } = await command(folder, step);
        expect(status, output).to.equal(0);
        const { Kptfile, ...files } = await contents(folder);
        return files;
      };
      return [await once(), await once()];
    };

    it(`gives the bytes that the executable gives, twice: kpt fn ${name}`, async () => {
      const [first, second] = await twice('image', image);
      expect(first?.['2-function-runner.yaml']).to.contain('kind: Secret');
      expect(second).to.deep.equal(first);
      // The executable takes the image's own name for its name.
      const executable = `env ${OWN_NAME}=${image} ${FUNCTION}`;
      expect(await twice('exec', executable)).to.deep.equal([first, second]);
    });
  }
});
