// The build, run beside programs that start from dist/.
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ROOT } from './support/documents.ts';

const build = () => promisify(execFile)(process.execPath, ['hack/build.ts'], { cwd: ROOT });
const files = () =>
  readdirSync(`${ROOT}/dist`).map(name => [name, statSync(`${ROOT}/dist/${name}`).ino]);

describe('a build of what is in dist/ already', function () {
  this.timeout(60_000);
  before(build);

  it('leaves every file in its place, also two at once', async () => {
    const before = files();
    await Promise.all([build(), build()]);
    expect(files()).to.deep.equal(before);
  });
});
