// The doctor where a kubelet pulls: nothing where all runs, and what the kubelet says where it does not.
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/documents.ts';
import { when } from './api.ts';
import { FUNCTION, SYNC } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod, readyPod, readyPods } from './pods.ts';
import { closeScenes, Scene } from './scene.ts';

const DOCTOR = join(ROOT, 'dist/doctor.js');
const SYNC_APP = 'function-runner-pull-secret-sync';

type Found = { readonly code: string; readonly message: string; readonly command?: string };
type Report = { readonly findings: readonly Found[]; readonly unchecked: readonly object[] };

/** What the doctor says, in the node's network. */
async function examine(scene: Scene, ...images: readonly string[]): Promise<Report> {
  const words = [process.execPath, DOCTOR, '-n', scene.system, '-o', 'json', ...images];
  return JSON.parse(await scene.node.enter(['bash', '-c', `${words.join(' ')} || true`]));
}
const codesOf = ({ findings }: Report) => findings.map(({ code }) => code).toSorted();

describe('the doctor on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);

  it('finds nothing where the function ran and the sync has made its copy', async () => {
    const scene = await Scene.open('healthy');
    await scene.apply(scene.login);
    await readyPods(scene.system, 'function-runner', 2);
    await readyPod(scene.system, SYNC_APP);
    await when(`/api/v1/namespaces/${scene.pods}/secrets`, () => true);
    const report = await examine(scene, FUNCTION, SYNC);
    expect(report.findings).to.deep.equal([]);
    expect(report.unchecked).to.deep.equal([]);
  });

  it('names a wrong password, by the kubelet and by the registry', async () => {
    const scene = await Scene.open('refused');
    await scene.apply({ ...scene.login, password: 'not_the_password_either' });
    await (await FunctionPod.start(scene.pods, 'refused', 'auth-secret')).backsOff();
    const report = await examine(scene, FUNCTION);
    const pulls = report.findings.filter(({ code }) => code === 'EPR0803');
    expect(pulls.map(({ message }) => message).join()).to.contain('UNAUTHORIZED');
    expect(codesOf(report)).to.include.members(['EPR0606', 'EPR0803', 'EPR0904']);
  });

  it('names the flag at which the function runner ends, and what corrects it', async () => {
    const scene = await Scene.open('crashing');
    const items = await scene.render(scene.login);
    const wrong = JSON.stringify(items).replace(
      '--enable-private-registries=true',
      '--enable-private-registry=true',
    );
    await scene.applyItems(JSON.parse(wrong));
    const path = `/api/v1/namespaces/${scene.system}/pods?labelSelector=app=function-runner`;
    await when<{ status: object }>(path, ({ status }) =>
      JSON.stringify(status).includes('CrashLoopBackOff'),
    );
    const report = await examine(scene);
    const crash = report.findings.find(({ code }) => code === 'EPR0801');
    expect(crash?.message).to.contain('`--enable-private-registry`');
    const command = report.findings.find(({ code }) => code === 'EPR0104')?.command ?? 'false';
    await scene.node.enter(['bash', '-c', command]);
    await readyPods(scene.system, 'function-runner', 2);
    expect(codesOf(await examine(scene))).not.to.include.members(['EPR0104']);
  });
});
