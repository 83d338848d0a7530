// Tokens that the real operator makes anew, from our ExternalSecret to the copy: ECR's by its own generator against a
// stand-in of ECR, Artifact Registry's by a webhook in its place; beside them a login in a store.
import { expect } from 'chai';
import { load } from 'js-yaml';
import type { Secret } from '../../src/controller/api/objects.ts';
import { evaluate } from '../../src/function/evaluate.ts';
import { DOCKER_CONFIG_KEY } from '../../src/registry/pull-secret.ts';
import type { Daemon } from '../cluster/daemon.ts';
import { configMap, DEPLOYMENT, resourceList } from '../support/config.ts';
import { needsOperator } from '../support/external-secrets.ts';
import { eventually } from './eventually.ts';
import { startOperator } from './operator.ts';
import { Scene } from './scene.ts';
import { watchSecret } from './secret-watch.ts';
import { needsCluster } from './shared-cluster.ts';
import { passwordOf, TokenOffice } from './token-office.ts';

const ROTATIONS = 60;
/** A token that lives for 10 s is made anew every 5 s; by default all is five times as fast. */
const REFRESH_SECONDS = Number(process.env.REFRESH_SECONDS ?? 1);

const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const GAR = 'europe-west3-docker.pkg.dev';
const REGISTRIES = [
  { registry: ECR, generator: 'ECRAuthorizationToken/ecr' },
  { registry: GAR, generator: 'ClusterGenerator/gar' },
  { registry: 'ghcr.io', remoteKey: 'ghcr' },
];
/** A lasting login, in a store. */
const STORED = { username: 'robot', password: 'fake' };
type Condition = { readonly type: string; readonly status: string };
type ExternalSecret = {
  readonly kind: string;
  readonly status?: { readonly conditions?: readonly Condition[] };
};

/** The ExternalSecret that the function writes, for a function runner in that namespace. */
function externalSecret(namespace: string): ExternalSecret {
  const deployment = DEPLOYMENT.replace('namespace: porch-system', `namespace: ${namespace}`);
  const data = {
    secretMode: 'externalSecret',
    secretStore: 'fake',
    refreshInterval: `${REFRESH_SECONDS}s`,
    registries: JSON.stringify(REGISTRIES),
    sync: 'none',
  };
  const { output } = evaluate(Buffer.from(resourceList([deployment], configMap(data))));
  const { items } = load(output.toString()) as { items: ExternalSecret[] };
  return items.find(({ kind }) => kind === 'ExternalSecret') as ExternalSecret;
}

const sources = (namespace: string, url: string) => [
  {
    path: `/api/v1/namespaces/${namespace}/secrets`,
    object: { metadata: { name: 'aws' }, stringData: { id: 'AKIAFAKE', key: 'fake' } },
  },
  {
    path: `/apis/generators.external-secrets.io/v1alpha1/namespaces/${namespace}/ecrauthorizationtokens`,
    object: {
      apiVersion: 'generators.external-secrets.io/v1alpha1',
      kind: 'ECRAuthorizationToken',
      metadata: { name: 'ecr' },
      spec: {
        region: 'eu-central-1',
        auth: {
          secretRef: {
            accessKeyIDSecretRef: { name: 'aws', key: 'id' },
            secretAccessKeySecretRef: { name: 'aws', key: 'key' },
          },
        },
      },
    },
  },
  {
    path: '/apis/generators.external-secrets.io/v1alpha1/clustergenerators',
    object: {
      apiVersion: 'generators.external-secrets.io/v1alpha1',
      kind: 'ClusterGenerator',
      metadata: { name: 'gar' },
      spec: { kind: 'Webhook', generator: { webhookSpec: { url, result: { jsonPath: '$' } } } },
    },
  },
  {
    path: `/apis/external-secrets.io/v1/namespaces/${namespace}/secretstores`,
    object: {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'fake' },
      spec: { provider: { fake: { data: [{ key: 'ghcr', value: JSON.stringify(STORED) }] } } },
    },
  },
];

/** The number of the tokens in a docker config; undefined where it is not whole, or of two refreshes. */
function serialIn(secret: Secret | undefined): number | undefined {
  const text = Buffer.from(secret?.data?.[DOCKER_CONFIG_KEY] ?? '', 'base64').toString();
  const { auths } = JSON.parse(text || '{"auths":{}}') as { auths: Record<string, object> };
  const serial = Number.parseInt(Object.values(auths[ECR] ?? {})[1] ?? '', 10);
  const login = (username: string, password = passwordOf(serial)) => ({
    auth: Buffer.from(`${username}:${password}`).toString('base64'),
    password,
    username,
  });
  const whole = {
    [ECR]: login('AWS'),
    [GAR]: login('oauth2accesstoken'),
    'ghcr.io': login(STORED.username, STORED.password),
  };
  return JSON.stringify(auths) === JSON.stringify(whole) ? serial : undefined;
}

describe('short-lived logins in a cluster', function () {
  this.timeout(ROTATIONS * REFRESH_SECONDS * 1000 + 120_000);
  needsCluster();
  needsOperator();
  const office = new TokenOffice();
  let scene: Scene;
  let operator: Daemon;
  let path: string;
  before(async () => {
    const url = await office.open();
    scene = await Scene.open();
    operator = await startOperator(scene.cluster, { AWS_ECR_ENDPOINT: url });
    for (const { path: folder, object } of sources(scene.source, url)) {
      await scene.expect('POST', folder, object);
    }
    await (await scene.start()).ready();
    path = `/apis/external-secrets.io/v1/namespaces/${scene.source}/externalsecrets`;
  });
  after(async () => {
    await scene?.close();
    await operator?.stop('SIGKILL');
    await office.close();
  });

  it(`are in the copy at every moment of ${ROTATIONS} rotations, whole and never older than two`, async () => {
    const wrong: string[] = [];
    const uids = new Set<string | undefined>();
    let finish = () => {};
    const over = new Promise<void>(resolve => {
      finish = resolve;
    });
    let copied = 0;
    office.onIssue = serial => {
      if (copied < serial - 2) wrong.push(`token ${copied} is there when ${serial} is given`);
    };
    const end = await watchSecret(scene.cluster, scene.targetPath, ({ type, object }) => {
      const serial = type === 'DELETED' ? undefined : serialIn(object);
      if (serial === undefined || serial < copied) wrong.push(`${type} after token ${copied}`);
      uids.add(object.metadata.uid);
      copied = serial ?? 0;
      if (copied >= ROTATIONS) finish();
    });
    await scene.expect('POST', path, externalSecret(scene.source));
    await over;
    end();
    office.onIssue = () => {};
    expect(wrong).to.deep.equal([]);
    expect(uids.size).to.equal(1);
  });

  it('stay as they are while a generator gives no password, and are renewed after that', async () => {
    const isReady = async () => {
      const { body } = await scene.cluster.request<ExternalSecret>('GET', `${path}/auth-secret`);
      return body.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    };
    office.isBroken = true;
    await eventually('the operator reports it', async () => (await isReady()) === 'False');
    const serial = serialIn(await scene.readSource()) ?? 0;
    await eventually('the copy has it', async () => serialIn(await scene.readTarget()) === serial);
    expect(serial).to.be.greaterThan(0);
    office.isBroken = false;
    const isNewer = async () => (serialIn(await scene.readTarget()) ?? 0) > serial;
    await eventually('a newer one is copied', isNewer, 60);
  });
});
