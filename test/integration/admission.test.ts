// Webhooks, policies and quotas in the way of the copy.
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { Relay } from './relay.ts';
import { dockerConfig, Scene } from './scene.ts';
import { needsCluster } from './shared-cluster.ts';
import { Webhook } from './webhook.ts';

const OLD = dockerConfig('old');
const NEW = dockerConfig('new');

describe('admission in a cluster', function () {
  this.timeout(120_000);
  needsCluster();
  let scene: Scene;
  let relay: Relay | undefined;
  let webhook: Webhook | undefined;
  const rejection = async () => {
    const [event] = await eventually('an Event', async () => {
      const events = await scene.eventsOf('Rejected');
      return events.length > 0 && events;
    });
    return event?.message;
  };
  beforeEach(async function () {
    // The webhook of the test before may be in force for a while, and a failed write is tried again later.
    this.timeout(100_000);
    scene = await Scene.open();
    await scene.putSource(OLD);
    relay = await Relay.start(scene.cluster);
    await scene.start({}, relay.url);
    await scene.synced(OLD, 90);
  });
  afterEach(async () => {
    await scene.close();
    await webhook?.stop();
    relay?.stop();
    webhook = undefined;
  });

  it('that never answers, and may be ignored, delays a write by its own timeout', async () => {
    webhook = await Webhook.start(scene, 'silent', 'Ignore');
    await eventually('the webhook is in force', async () => {
      await scene.cluster.request('DELETE', scene.targetPath);
      return (webhook?.asked ?? 0) > 0;
    });
    await scene.synced(OLD, 30);
    expect(await scene.sync.metric('pull_secret_sync_passes_total{result="failed"}')).to.equal(0);
  });

  for (const code of [404, 409, 422]) {
    it(`that refuses with ${code} is asked seldom, and named in an Event`, async () => {
      webhook = await Webhook.start(scene, { code }, 'Fail');
      await eventually('the webhook is in force', async () => {
        await scene.putSource(dockerConfig(`${Math.random()}`));
        return (webhook?.asked ?? 0) > 0;
      });
      await scene.putSource(NEW);
      const before = relay?.seen.length ?? 0;
      const since = Date.now();
      expect(await rejection()).to.contain(`by admission webhook "${webhook.name}"`);
      await eventually('five seconds are over', async () => Date.now() - since > 5_000);
      expect((relay?.seen.length ?? 0) - before).to.be.below(80);
      expect(JSON.stringify(await scene.events()) + scene.sync.output).to.not.contain('hunter2');
      await webhook.stop();
      webhook = undefined;
      await scene.synced(NEW, 65);
    });
  }

  it('by a quota is named in an Event', async () => {
    const path = `/api/v1/namespaces/${scene.target}/resourcequotas`;
    await scene.expect('POST', path, {
      metadata: { name: 'few-secrets' },
      spec: { hard: { secrets: '0' } },
      status: { hard: { secrets: '0' }, used: { secrets: '0' } },
    });
    // No controller counts here: the quota counts once its status says so.
    await scene.expect('PATCH', `${path}/few-secrets/status`, {
      status: { hard: { secrets: '0' }, used: { secrets: '0' } },
    });
    await eventually('the quota is in force', async () => {
      await scene.cluster.request('DELETE', scene.targetPath);
      return (await scene.sync.metric('pull_secret_sync_passes_total{result="failed"}')) > 0;
    });
    expect(await rejection()).to.contain('403 Forbidden by ResourceQuota "few-secrets"');
  });

  it('by a policy is named in an Event', async () => {
    const name = `no-writes.${scene.target}`;
    const policies = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
    await scene.expect('POST', policies, {
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scene.target } },
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['secrets'] },
          ],
        },
        validations: [{ expression: 'oldObject != null && !has(object.data)', message: 'hunter2' }],
      },
    });
    await scene.expect('POST', `${policies.replace('policies', 'policybindings')}`, {
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    });
    await eventually('the policy is in force', async () => {
      await scene.putSource(dockerConfig(`${Math.random()}`));
      return (await scene.sync.metric('pull_secret_sync_passes_total{result="failed"}')) > 0;
    });
    expect(await rejection()).to.contain(`by ValidatingAdmissionPolicy "${name}"`);
    await scene.expect('DELETE', `${policies}/${name}`);
    await scene.expect('DELETE', `${policies.replace('policies', 'policybindings')}/${name}`);
  });
});
