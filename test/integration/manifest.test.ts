// The emitted manifest under the restricted Pod Security Standard, by the real API server's admission.
import { expect } from 'chai';
import { type Manifested, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

describe('the companion manifest', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  before(async () => {
    scene = await Scene.openWithoutTarget();
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await scene.expect('PATCH', `/api/v1/namespaces/${scene.source}`, { metadata: { labels } });
    await scene.addServiceAccount(scene.source, 'porch-fn-runner');
  });
  after(() => scene?.close());

  /** The status with which the API server answers to a pod. */
  const admission = async (spec: object): Promise<number> => {
    const path = `/api/v1/namespaces/${scene.source}/pods?dryRun=All`;
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'pod-' }, spec };
    return (await scene.cluster.request('POST', path, pod)).status;
  };
  const podOf = (objects: readonly Manifested[]) =>
    objects.find(({ kind }) => kind === 'Deployment')?.spec?.template.spec as {
      containers: object[];
    };

  it('is taken as a whole', async () => {
    const deployment = scene.manifest().find(({ kind }) => kind === 'Deployment');
    const path = `/apis/apps/v1/namespaces/${scene.source}/deployments?dryRun=All`;
    expect((await scene.cluster.request('POST', path, deployment)).status).to.equal(201);
  });

  it('passes the restricted standard', async () => {
    expect(await admission(podOf(scene.manifest()))).to.equal(201);
  });

  it('which refuses a pod that may become root', async () => {
    const [container] = podOf(scene.manifest()).containers;
    const spec = { containers: [{ ...container, securityContext: {} }] };
    expect(await admission(spec)).to.equal(403);
  });
});
