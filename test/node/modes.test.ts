// Secrets that something else makes: the pods wait for them, and start when they are there.
import { expect } from 'chai';
import { when } from './api.ts';
import { FUNCTION } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod, readyPod } from './pods.ts';
import { closeScenes, create, type Item, Scene } from './scene.ts';
import { StandIn } from './stand-in.ts';

type KubernetesEvent = { readonly message: string };
type ExternalSecret = Item & {
  readonly spec: {
    readonly target: { readonly name: string; readonly template: { readonly type: string } };
  };
};

/** The runner's pod says so as docs/troubleshooting.md has it. */
const waits = ({ system }: Scene, secret: string) =>
  when<KubernetesEvent>(
    `/api/v1/namespaces/${system}/events?fieldSelector=reason=FailedMount`,
    ({ message }) => message.includes(`secret "${secret}" not found`),
  );

/** Runner, sync and function pods have what they need. */
async function allPull(scene: Scene, secret: string): Promise<void> {
  expect(await (await StandIn.of(scene)).asksFor(FUNCTION)).to.equal(200);
  await readyPod(scene.system, 'function-runner-pull-secret-sync');
  await (await FunctionPod.start(scene.pods, 'named', secret)).runs();
}

describe('a Secret by other means on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);

  it('is waited for with `existing`, and serves once kubectl has made it', async () => {
    const scene = await Scene.open('existing');
    const secretName = 'registry-pull-secret';
    await scene.apply({ secretMode: 'existing', secretName });
    await waits(scene, secretName);
    const { registry, username, password } = scene.login;
    const login = {
      'docker-server': registry,
      'docker-username': username,
      'docker-password': password,
    };
    const flags = Object.entries(login).map(([flag, value]) => `--${flag}=${value}`);
    const command = ['create', 'secret', 'docker-registry', secretName];
    await scene.node.enter(['kubectl', '--namespace', scene.system, ...command, ...flags]);
    await allPull(scene, secretName);
  });

  it('is described by the ExternalSecret for its operator, which has no part in this', async () => {
    const scene = await Scene.open('external');
    await scene.kubectlApply(JSON.stringify(EXTERNAL_SECRETS));
    const options = { secretStore: 'vault', remoteKey: 'registries' };
    const registries = JSON.stringify([{ registry: scene.login.registry }]);
    const data = { secretMode: 'externalSecret', ...options, registries };
    await when(`${CRDS}?fieldSelector=metadata.name=${EXTERNAL_SECRETS.metadata.name}`, isServed);
    await scene.apply(data);
    await waits(scene, 'auth-secret');
    const { name, template } = (
      await when<ExternalSecret>(
        `/apis/external-secrets.io/v1/namespaces/${scene.system}/externalsecrets`,
        () => true,
      )
    ).spec.target;
    // As the operator would.
    const { registry = '', username, password } = scene.login;
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    await create(`/api/v1/namespaces/${scene.system}/secrets`, {
      metadata: { name },
      type: template.type,
      stringData: { '.dockerconfigjson': JSON.stringify({ auths: { [registry]: { auth } } }) },
    });
    await allPull(scene, name);
  });
});

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** The operator's own schema is not to be had: this takes any ExternalSecret. */
const EXTERNAL_SECRETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'externalsecrets.external-secrets.io' },
  spec: {
    group: 'external-secrets.io',
    scope: 'Namespaced',
    names: { kind: 'ExternalSecret', plural: 'externalsecrets', singular: 'externalsecret' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      },
    ],
  },
};

type Definition = {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
};
const isServed = ({ status }: Definition): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ??
  false;
