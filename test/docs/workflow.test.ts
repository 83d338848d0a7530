// The release workflow, which only its forge can run: what it may, and which code it takes from others.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { textOf } from '../support/documents.ts';

const FILE = '.github/workflows/release.yaml';
type Job = { readonly if?: string; readonly permissions?: Readonly<Record<string, string>> };
type Workflow = {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

describe(FILE, () => {
  const text = textOf(FILE);
  const { permissions, jobs } = load(text) as Workflow;
  const mayWrite = (job: Job) => Object.values(job.permissions ?? {}).includes('write');

  it('may only read, but for the job of a release', () => {
    expect(permissions).to.deep.equal({ contents: 'read' });
    const writing = Object.entries(jobs).filter(([, job]) => mayWrite(job));
    expect(writing.map(([name]) => name)).to.deep.equal(['release']);
    expect(jobs.release?.if).to.equal("github.ref_type == 'tag'");
  });

  it('names the actions of others by commit, with the release that it is', () => {
    const uses = [...text.matchAll(/\buses: (.*)$/gm)].map(([, name = '']) => name);
    expect(uses.length).to.be.above(0);
    for (const name of uses) {
      expect(name).to.match(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});
