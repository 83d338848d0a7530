// Trouble that lasts for minutes becomes an Event, and not before.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../integration/eventually.ts';
import { dockerConfig, Scene, SERVICE_ACCOUNT } from '../integration/scene.ts';
import { needsCluster } from '../integration/shared-cluster.ts';
import { Webhook } from '../integration/webhook.ts';

const MINUTE_MS = 60_000;

describe('trouble that lasts', function () {
  this.timeout(300_000);
  needsCluster();
  const scenes: Scene[] = [];
  const synced = async () => {
    const scene = await Scene.open();
    scenes.push(scene);
    await scene.putSource(dockerConfig('old'));
    await scene.start();
    await scene.synced(dockerConfig('old'));
    return scene;
  };
  let webhook: Webhook | undefined;
  afterEach(async () => {
    for (const scene of scenes.splice(0)) await scene.close();
    await webhook?.stop();
  });

  it('is reported: a webhook that is away, and a second writer of the list', async () => {
    const [failing, contested] = [await synced(), await synced()];
    webhook = await Webhook.start(failing, 'silent', 'Fail');
    webhook.close();
    const account = `/api/v1/namespaces/${contested.target}/serviceaccounts/${SERVICE_ACCOUNT}`;
    const since = Date.now();
    const reported = { WriteFailing: 0, ServiceAccountContested: 0 };
    await eventually(
      'both are reported',
      async () => {
        await delay(500);
        await failing.cluster.request('DELETE', failing.targetPath);
        await contested.expect('PATCH', account, { imagePullSecrets: null });
        const events = [...(await failing.events()), ...(await contested.events())];
        for (const { reason } of events) {
          if (reason in reported) reported[reason as keyof typeof reported] ||= Date.now() - since;
        }
        return Object.values(reported).every(ms => ms > 0);
      },
      280,
    );
    expect(reported.WriteFailing).to.be.above(2 * MINUTE_MS - 1_000);
    expect(reported.ServiceAccountContested).to.be.above(3 * MINUTE_MS - 1_000);
    const [event] = await failing.eventsOf('WriteFailing');
    expect(event?.message).to.contain(`500 InternalError by admission webhook "${webhook.name}"`);
  });
});
