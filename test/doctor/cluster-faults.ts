// What can go wrong in a cluster, each with the codes that name it.
import type { CheckCode } from '../../src/findings/codes.ts';
import type { Any } from '../checks/package-faults.ts';
import { EXPIRED_CA } from '../support/certificates.ts';
import { type Scene, SYNC } from './scene.ts';

export type ClusterFault = {
  readonly name: string;
  readonly codes: readonly CheckCode[];
  readonly inject: (scene: Scene) => Promise<void>;
  /** The commands that are printed put it right. */
  readonly isCorrected?: true;
  /** No command that is printed writes a pull secret or its copy. */
  readonly keepsCopy?: true;
};

const RUNNER = 'function-runner';
const ENABLE = '--enable-private-registries';
const PATH = '--registry-auth-secret-path';
const NAME = '--registry-auth-secret-name';

const inPod = (change: (spec: Any) => void) => (scene: Scene) =>
  scene.edit(RUNNER, ({ spec }) => change(spec.template.spec));

const flag = (start: string, ...others: readonly string[]) =>
  inPod(({ containers }) => {
    const { command } = containers[0];
    const index = command.findIndex((text: string) => text.startsWith(`${start}=`));
    if (index < 0) throw new Error(`no ${start}`);
    command.splice(index, 1, ...others);
  });
const volume = (change: (volume: Any) => void) =>
  inPod(({ volumes }) => change(volumes.find(({ name }: Any) => name === 'docker-config')));
const inSync = (change: (spec: Any) => void) => (scene: Scene) =>
  scene.edit(SYNC, ({ spec }) => change(spec));

const dataOf = (text: string) => ({
  '.dockerconfigjson': Buffer.from(text).toString('base64'),
});
/** Source and copy alike hold that docker config. */
const config = (text: string) => async (scene: Scene) => {
  for (const namespace of [scene.system, scene.pods]) {
    await scene.replaceSecret(namespace, { data: dataOf(text) });
  }
};
const auths = (entries: object) => config(JSON.stringify({ auths: entries }));
const functionPod =
  (waiting: object, imagePullSecrets: object[] = [{ name: 'auth-secret' }]) =>
  async (scene: Scene) => {
    const containers = [{ name: 'function', image: 'registry.example.com/fn:v1' }];
    await scene.addPod('fn-1', scene.pods, { containers, imagePullSecrets });
    await scene.waits(scene.pods, 'fn-1', 'function', waiting);
  };
const pulling = (message: string) => ({
  reason: 'ImagePullBackOff',
  message: `Back-off pulling image "registry.example.com/fn:v1": ErrImagePull: ${message}`,
});
const emptied =
  (kind: string, name: string) => (namespace: (scene: Scene) => string) => (scene: Scene) =>
    scene.patch(kind, namespace(scene), name, kind === 'Role' ? { rules: [] } : { subjects: [] });
const system = ({ system }: Scene) => system;
const pods = ({ pods }: Scene) => pods;
const caSecret = (fields: object) => async (scene: Scene) => {
  await scene.remove('Secret', scene.system, 'registry-ca');
  await scene.create('Secret', scene.system, { metadata: { name: 'registry-ca' }, ...fields });
};

export const CLUSTER_FAULTS: readonly ClusterFault[] = [
  {
    name: 'no evaluator',
    codes: ['EPR0101'],
    inject: scene => scene.remove('Deployment', scene.system, RUNNER),
  },
  {
    name: 'a release without private registries',
    codes: ['EPR0102', 'EPR0104', 'EPR0104', 'EPR0104', 'EPR0104', 'EPR0104'],
    inject: inPod(({ containers }) => {
      containers[0].image = 'docker.io/nephio/porch-function-runner:v2.0.0';
    }),
  },
  { name: 'no enable flag', codes: ['EPR0103'], inject: flag(ENABLE), isCorrected: true },
  {
    name: 'an enable flag that is false',
    codes: ['EPR0103'],
    inject: flag(ENABLE, `${ENABLE}=false`),
    isCorrected: true,
  },
  {
    name: 'the spelling of v3.0.2',
    codes: ['EPR0104'],
    inject: flag(ENABLE, '--enable-private-registry=true'),
    isCorrected: true,
  },
  {
    name: 'a misspelt flag',
    codes: ['EPR0104'],
    inject: flag(ENABLE, '--enable-private-registies=true'),
    isCorrected: true,
  },
  {
    name: 'a flag that only documents have',
    codes: ['EPR0104', 'EPR0201'],
    inject: flag(PATH, '--custom-repo-secret-path=/var/tmp/auth-secret/.dockerconfigjson'),
    isCorrected: true,
  },
  {
    name: 'a flag of yes or no in two items',
    codes: ['EPR0105'],
    inject: flag(ENABLE, ENABLE, 'true'),
    isCorrected: true,
  },
  {
    name: 'a command in one string',
    codes: ['EPR0106'],
    inject: inPod(({ containers }) => {
      containers[0].command = ['sh', '-c', containers[0].command.join(' ')];
    }),
  },
  {
    name: 'a flag that is given twice',
    codes: ['EPR0107'],
    inject: flag(NAME, `${NAME}=other`, `${NAME}=auth-secret`),
    isCorrected: true,
  },
  { name: 'no path flag', codes: ['EPR0201'], inject: flag(PATH), isCorrected: true },
  {
    name: 'a path flag without a mount',
    codes: ['EPR0201'],
    inject: flag(PATH, `${PATH}=/var/tmp/config-secret/.dockerconfigjson`),
    isCorrected: true,
  },
  {
    name: 'a path flag that names the folder',
    codes: ['EPR0201'],
    inject: flag(PATH, `${PATH}=/var/tmp/auth-secret`),
    isCorrected: true,
  },
  {
    name: 'a volume that is no Secret',
    codes: ['EPR0202'],
    inject: volume(value => {
      delete value.secret;
      value.emptyDir = {};
    }),
  },
  {
    name: 'a mount of the file alone',
    codes: ['EPR0203'],
    inject: inPod(({ containers }) => {
      const mount = containers[0].volumeMounts.find(({ name }: Any) => name === 'docker-config');
      Object.assign(mount, {
        subPath: '.dockerconfigjson',
        mountPath: '/var/tmp/auth-secret/.dockerconfigjson',
      });
    }),
    isCorrected: true,
  },
  {
    name: 'an optional volume',
    codes: ['EPR0204'],
    inject: volume(value => {
      value.secret.optional = true;
    }),
    isCorrected: true,
  },
  {
    name: 'a volume with the file under another name',
    codes: ['EPR0204'],
    inject: volume(value => {
      value.secret.items = [{ key: '.dockerconfigjson', path: 'config.json' }];
    }),
    isCorrected: true,
  },
  {
    name: 'a volume that the evaluator cannot read',
    codes: ['EPR0204'],
    inject: volume(value => {
      value.secret.defaultMode = 0o400;
    }),
    isCorrected: true,
  },
  {
    name: 'a path flag with another file',
    codes: ['EPR0204'],
    inject: flag(PATH, `${PATH}=/var/tmp/auth-secret/config.json`),
    isCorrected: true,
  },
  {
    name: 'two names for the Secret',
    codes: ['EPR0206'],
    inject: flag(NAME, `${NAME}=x`),
    isCorrected: true,
  },
  {
    name: 'no pull secret',
    codes: ['EPR0301'],
    inject: scene => scene.remove('Secret', scene.system, 'auth-secret'),
  },
  {
    name: 'a pull secret of another type',
    codes: ['EPR0303'],
    inject: scene => scene.replaceSecret(scene.system, { type: 'Opaque' }),
    isCorrected: true,
  },
  {
    name: 'a pull secret without a docker config',
    codes: ['EPR0303', 'EPR0304'],
    inject: scene => scene.replaceSecret(scene.system, { type: 'Opaque', data: {} }),
  },
  {
    name: 'an entry that no reader can read',
    codes: ['EPR0305'],
    inject: auths({ 'ghcr.io': { auth: 'no base64!' } }),
  },
  {
    name: 'a key that the evaluator never finds',
    codes: ['EPR0306'],
    inject: auths({ 'https://ghcr.io': { username: 'fake', password: 'fake' } }),
  },
  {
    name: 'a token that the kubelet does not take',
    codes: ['EPR0307'],
    inject: auths({ 'my.azurecr.io': { identitytoken: 'fake' } }),
  },
  {
    name: 'no login, as a credential helper leaves it',
    codes: ['EPR0308'],
    inject: config('{"credsStore":"desktop"}'),
  },
  {
    name: 'an expired token of ECR',
    codes: ['EPR0309'],
    inject: auths({
      'ghcr.io': {
        username: 'AWS',
        password: Buffer.from('{"payload":"fake","expiration":1600000000}').toString('base64'),
      },
    }),
  },
  {
    name: 'a CA that is not in use',
    codes: ['EPR0401'],
    inject: flag(`${ENABLE}-tls`),
    isCorrected: true,
  },
  {
    name: 'no Secret of the CA',
    codes: ['EPR0402'],
    inject: scene => scene.remove('Secret', scene.system, 'registry-ca'),
  },
  {
    name: 'a CA under a key that nobody reads',
    codes: ['EPR0403'],
    inject: caSecret({ stringData: { 'my-ca.txt': EXPIRED_CA } }),
  },
  {
    name: 'an expired CA',
    codes: ['EPR0404'],
    inject: caSecret({ stringData: { 'ca.crt': EXPIRED_CA } }),
  },
  {
    name: 'no copy',
    codes: ['EPR0502'],
    inject: scene => scene.remove('Secret', scene.pods, 'auth-secret'),
    isCorrected: true,
  },
  {
    name: 'a copy of another type',
    codes: ['EPR0503'],
    inject: scene => scene.replaceSecret(scene.pods, { type: 'Opaque' }),
    isCorrected: true,
  },
  {
    name: 'a copy with other keys',
    codes: ['EPR0503'],
    inject: async scene =>
      scene.patch('Secret', scene.pods, 'auth-secret', { data: { other: '' } }),
    isCorrected: true,
  },
  {
    name: 'an immutable copy',
    codes: ['EPR0503'],
    inject: scene => scene.patch('Secret', scene.pods, 'auth-secret', { immutable: true }),
    isCorrected: true,
  },
  {
    name: 'a stale copy',
    codes: ['EPR0504'],
    inject: scene =>
      scene.replaceSecret(scene.pods, { data: dataOf('{"auths":{"ghcr.io":{"auth":"YTpi"}}}') }),
    isCorrected: true,
  },
  {
    name: 'a good copy of a pull secret without a login, with no command that would copy that',
    codes: ['EPR0308', 'EPR0504'],
    inject: scene => scene.replaceSecret(scene.system, { data: dataOf('{}') }),
    keepsCopy: true,
  },
  {
    name: 'a copy to replace where the pull secret is missing',
    codes: ['EPR0301', 'EPR0503'],
    inject: async scene => {
      await scene.patch('Secret', scene.pods, 'auth-secret', { data: { other: '' } });
      await scene.remove('Secret', scene.system, 'auth-secret');
    },
    keepsCopy: true,
  },
  {
    name: 'no ServiceAccount of the pods',
    codes: ['EPR0505'],
    inject: scene => scene.remove('ServiceAccount', scene.pods, 'default'),
    isCorrected: true,
  },
  {
    name: 'a ServiceAccount without the pull secret',
    codes: ['EPR0506'],
    inject: scene =>
      scene.patch('ServiceAccount', scene.pods, 'default', { imagePullSecrets: null }),
    isCorrected: true,
  },
  {
    name: 'a ServiceAccount with another pull secret',
    codes: ['EPR0506'],
    inject: scene =>
      scene.patch('ServiceAccount', scene.pods, 'default', { imagePullSecrets: [{ name: 'x' }] }),
    isCorrected: true,
  },
  {
    name: 'no sync',
    codes: ['EPR0601'],
    inject: scene => scene.remove('Deployment', scene.system, SYNC),
  },
  {
    name: 'a sync for another namespace',
    codes: ['EPR0602'],
    inject: inSync(({ template }) => {
      const { env } = template.spec.containers[0];
      env.find(({ name }: Any) => name === 'TARGET_NAMESPACE').value = 'elsewhere';
    }),
    isCorrected: true,
  },
  {
    name: 'no ServiceAccount of the sync',
    codes: ['EPR0603'],
    inject: scene => scene.remove('ServiceAccount', scene.system, SYNC),
    isCorrected: true,
  },
  {
    name: 'a sync that is pulled anonymously',
    codes: ['EPR0604'],
    inject: inSync(({ template }) => {
      delete template.spec.imagePullSecrets;
    }),
    isCorrected: true,
  },
  {
    name: 'a sync with no replica',
    codes: ['EPR0605'],
    inject: inSync(spec => {
      spec.replicas = 0;
    }),
    isCorrected: true,
  },
  {
    name: 'a sync whose image is not pulled',
    codes: ['EPR0605', 'EPR0606'],
    inject: scene =>
      scene.waits(scene.system, `${SYNC}-1`, 'pull-secret-sync', pulling('401 Unauthorized')),
  },
  {
    name: 'an evaluator without rights',
    codes: ['EPR0701'],
    inject: emptied('RoleBinding', `${RUNNER}-pull-secrets`)(pods),
    isCorrected: true,
  },
  {
    name: 'a sync that may not read',
    codes: ['EPR0702'],
    inject: emptied('Role', SYNC)(system),
    isCorrected: true,
  },
  {
    name: 'a sync that may not write',
    codes: ['EPR0702'],
    inject: emptied('RoleBinding', `${SYNC}-target`)(pods),
    isCorrected: true,
  },
  {
    name: 'a function runner without replicas',
    codes: ['EPR0805'],
    inject: scene => scene.edit(RUNNER, ({ spec }) => Object.assign(spec, { replicas: 0 })),
    isCorrected: true,
  },
  {
    name: 'a function runner whose pod is not ready',
    codes: ['EPR0805'],
    inject: scene =>
      scene.waits(scene.system, `${RUNNER}-1`, RUNNER, { reason: 'CreateContainerConfigError' }),
  },
  {
    name: 'a function runner without a pod',
    codes: ['EPR0805'],
    inject: scene => scene.remove('Pod', scene.system, `${RUNNER}-1`),
  },
  {
    name: 'an evaluator that ends again and again',
    codes: ['EPR0801'],
    inject: scene =>
      scene.waits(scene.system, `${RUNNER}-1`, RUNNER, { reason: 'CrashLoopBackOff' }),
  },
  {
    name: 'an evaluator that is not pulled',
    codes: ['EPR0802'],
    inject: scene => scene.waits(scene.system, `${RUNNER}-1`, RUNNER, pulling('toomanyrequests')),
  },
  {
    name: 'a function pod whose login is wrong',
    codes: ['EPR0803'],
    inject: functionPod(pulling('failed to authorize: 401 Unauthorized')),
  },
  {
    name: 'a function pod that was made before the Secret',
    codes: ['EPR0803', 'EPR0804'],
    inject: functionPod(pulling('pull access denied'), [{ name: 'other' }]),
    isCorrected: true,
  },
];
