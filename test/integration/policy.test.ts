// The admission policy of the examples: what the sync's token can do under it, and that the sync still works.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadAll } from 'js-yaml';
import { eventually } from './eventually.ts';
import { dockerConfig, NAME, payloadOf, Scene, SERVICE_ACCOUNT } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';

const FILE = new URL('../../examples/admission-policy/policy.yaml', import.meta.url);
const API = '/apis/admissionregistration.k8s.io/v1';
const REFRESHED = 'enable-private-registries/refreshed';
const TOKEN = 'kubernetes.io/service-account-token';
const POD = 'runner-1';

type Policy = { readonly kind: string; readonly metadata: { readonly name: string } };

describe('the admission policy of the examples', function () {
  this.timeout(60_000);
  needsCluster();
  let scene: Scene;
  let token: string;
  const policies = (): Policy[] =>
    loadAll(readFileSync(FILE, 'utf8').replaceAll('porch-system', scene.source)) as Policy[];
  const folderOf = ({ kind }: Policy) =>
    `${API}/${kind === 'ValidatingAdmissionPolicy' ? 'validatingadmissionpolicies' : 'validatingadmissionpolicybindings'}`;
  const core = (namespace: string, rest: string) => `/api/v1/namespaces/${namespace}/${rest}`;
  /** The status of what the holder of the sync's token asks for. */
  const asSync = async (method: string, path: string, body: object) =>
    (await scene.cluster.request(method, path, body, token)).status;
  const patchAccount = (body: object) =>
    asSync('PATCH', core(scene.target, `serviceaccounts/${SERVICE_ACCOUNT}`), body);
  const patchPod = (body: object) => asSync('PATCH', core(scene.source, `pods/${POD}`), body);
  const create = (name: string, type: string, more = {}) =>
    asSync('POST', core(scene.target, 'secrets?dryRun=All'), {
      metadata: { name, annotations: { 'kubernetes.io/service-account.name': SERVICE_ACCOUNT } },
      type,
      ...more,
    });

  before(async function () {
    this.timeout(60_000);
    scene = await Scene.open({ runnerSelector: 'app=function-runner' });
    token = await scene.token();
    await scene.addServiceAccount(scene.source, 'default');
    await scene.expect('POST', core(scene.source, 'pods'), {
      metadata: { name: POD, labels: { app: 'function-runner' }, annotations: { other: 'a' } },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    });
    const path = core(scene.target, `serviceaccounts/${SERVICE_ACCOUNT}`);
    await scene.expect('PATCH', path, { imagePullSecrets: [{ name: 'other' }] });
    expect(await create('stolen', TOKEN), 'without the policy').to.equal(201);
    for (const policy of policies()) await scene.expect('POST', folderOf(policy), policy);
    await eventually('the policy is in force', async () => (await create('a', TOKEN)) === 422);
  });
  after(async () => {
    for (const policy of policies()) {
      await scene.expect('DELETE', `${folderOf(policy)}/${policy.metadata.name}`);
    }
    await scene.close();
  });

  it('lets the sync do its work, and refresh the runner', async () => {
    await scene.putSource(dockerConfig('old'));
    await scene.start({ RUNNER_SELECTOR: 'app=function-runner' });
    await scene.synced(dockerConfig('old'));
    await scene.putSource(dockerConfig('new'));
    await scene.synced(dockerConfig('new'));
    await eventually('the runner is refreshed', async () => {
      const { body } = await scene.cluster.request<{ metadata: { annotations: object } }>(
        'GET',
        core(scene.source, `pods/${POD}`),
      );
      return REFRESHED in body.metadata.annotations;
    });
    expect(await scene.events()).to.deep.equal([]);
    await scene.sync.stop();
  });

  it('allows no other Secret: none of another name or type', async () => {
    const data = { data: payloadOf(dockerConfig('a')) };
    expect(await create(NAME, TOKEN)).to.equal(422);
    expect(await create('other', 'kubernetes.io/dockerconfigjson', data)).to.equal(422);
  });

  it('allows nothing of the ServiceAccount but to add its Secret', async () => {
    const entries = (...names: string[]) => ({ imagePullSecrets: names.map(name => ({ name })) });
    expect(await patchAccount({ metadata: { annotations: { a: 'b' } } })).to.equal(422);
    expect(await patchAccount({ metadata: { labels: { a: 'b' } } })).to.equal(422);
    expect(await patchAccount({ secrets: [{ name: 'a' }] })).to.equal(422);
    expect(await patchAccount({ automountServiceAccountToken: true })).to.equal(422);
    expect(await patchAccount(entries(NAME))).to.equal(422);
    expect(await patchAccount(entries('other', 'mine'))).to.equal(422);
    expect(await patchAccount(entries('other', NAME))).to.equal(200);
  });

  it('allows nothing of pods but the one annotation', async () => {
    const annotations = (value: object) => patchPod({ metadata: { annotations: value } });
    expect(await patchPod({ spec: { containers: [{ name: 'a', image: 'b' }] } })).to.equal(422);
    expect(await patchPod({ metadata: { labels: { app: null } } })).to.equal(422);
    expect(await annotations({ other: 'b' })).to.equal(422);
    expect(await annotations({ other: null })).to.equal(422);
    expect(await annotations({ [REFRESHED]: 'now', more: 'a' })).to.equal(422);
    expect(await annotations({ [REFRESHED]: 'now' })).to.equal(200);
  });

  it('says nothing to others', async () => {
    const path = core(scene.target, 'secrets?dryRun=All');
    await scene.expect('POST', path, { metadata: { name: 'theirs' }, type: 'Opaque' });
  });
});
