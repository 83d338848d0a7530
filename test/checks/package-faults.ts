// What can go wrong in a package that the function wired, each with the code that names it.
import type { CheckCode } from '../../src/findings/codes.ts';
import { SEED_AUTH } from '../support/config.ts';

// biome-ignore lint/suspicious/noExplicitAny: faults reach into objects of any kind
export type Any = any;
export type Objects = Any[];

export type Fault = {
  readonly name: string;
  readonly codes: readonly CheckCode[];
  readonly inject: (objects: Objects) => void;
  /** What the function makes right when it runs again. */
  readonly isCorrected?: true;
};

export const one = (objects: Objects, kind: string, name = ''): Any => {
  const ofKind = objects.filter(item => item.kind === kind);
  const object =
    ofKind.find(({ metadata }) => metadata.name === name) ??
    ofKind.find(({ metadata }) => metadata.name.includes(name));
  if (object === undefined) throw new Error(`the package has no ${kind} ${name}`);
  return object;
};
const runner = (objects: Objects): Any => one(objects, 'Deployment', 'function-runner');
const podOf = (objects: Objects): Any => runner(objects).spec.template.spec;
const container = (objects: Objects): Any => podOf(objects).containers[0];
const secret = (objects: Objects): Any => one(objects, 'Secret', 'auth-secret');
const sync = (objects: Objects): Any => one(objects, 'Deployment', 'pull-secret-sync');

/** Replaces the flag that begins so; by nothing, it takes it out. */
const flag = (objects: Objects, start: string, ...others: readonly string[]): void => {
  const { command } = container(objects);
  const index = command.findIndex((text: string) => text.startsWith(start));
  if (index < 0) throw new Error(`the command has no ${start}`);
  command.splice(index, 1, ...others);
};
const mount = (objects: Objects): Any =>
  container(objects).volumeMounts.find(({ name }: Any) => name === 'docker-config');
const volume = (objects: Objects): Any =>
  podOf(objects).volumes.find(({ name }: Any) => name === 'docker-config');
const config = (objects: Objects, auths: unknown): void => {
  const text = typeof auths === 'string' ? auths : JSON.stringify({ auths });
  secret(objects).data['.dockerconfigjson'] = Buffer.from(text).toString('base64');
};
const jwt = (seconds: number): string =>
  ['{"alg":"none"}', JSON.stringify({ exp: seconds }), 'fake']
    .map(text => Buffer.from(text).toString('base64url'))
    .join('.');
const image = (objects: Objects, tag: string): void => {
  container(objects).image = `docker.io/nephio/porch-function-runner:${tag}`;
};

const ENABLE = '--enable-private-registries';
const PATH = '--registry-auth-secret-path';
const NAME = '--registry-auth-secret-name';
const FILE = '/var/tmp/auth-secret/.dockerconfigjson';

export const PACKAGE_FAULTS: readonly Fault[] = [
  {
    name: 'no container that evaluates',
    codes: ['EPR0101'],
    inject: objects => {
      container(objects).env = [];
      runner(objects).metadata.name = 'renamed';
    },
  },
  {
    name: 'two containers that evaluate',
    codes: ['EPR0101'],
    inject: objects => {
      sync(objects).spec.template.spec.containers[0].env.push(...container(objects).env);
    },
  },
  {
    name: 'a release without private registries',
    codes: ['EPR0102', 'EPR0104', 'EPR0104', 'EPR0104'],
    inject: objects => image(objects, 'v3.0.0'),
  },
  {
    name: 'no enable flag',
    codes: ['EPR0103'],
    inject: objects => flag(objects, ENABLE),
    isCorrected: true,
  },
  {
    name: 'an enable flag that is false',
    codes: ['EPR0103'],
    inject: objects => flag(objects, ENABLE, `${ENABLE}=false`),
    isCorrected: true,
  },
  {
    name: 'the spelling of v3.0.2 in a later release',
    codes: ['EPR0104'],
    inject: objects => flag(objects, ENABLE, '--enable-private-registry=true'),
    isCorrected: true,
  },
  {
    name: 'the later spelling in v3.0.2',
    codes: ['EPR0104'],
    inject: objects => image(objects, 'v3.0.2'),
    isCorrected: true,
  },
  {
    name: 'a flag that only documents have',
    codes: ['EPR0104', 'EPR0201'],
    inject: objects => flag(objects, PATH, `--custom-repo-secret-path=${FILE}`),
    isCorrected: true,
  },
  {
    name: 'a misspelt flag',
    codes: ['EPR0104'],
    inject: objects => flag(objects, ENABLE, '--enable-private-registies=true'),
  },
  {
    name: 'an item that ends the reading of flags',
    codes: ['EPR0105'],
    inject: objects => flag(objects, ENABLE, '--', `${ENABLE}=true`),
  },
  {
    name: 'a flag of yes or no of the user in two items',
    codes: ['EPR0105'],
    inject: objects => flag(objects, ENABLE, '--warm-up-pod-cache', 'true', `${ENABLE}=true`),
  },
  {
    name: 'a flag of yes or no in two items',
    codes: ['EPR0105'],
    inject: objects => flag(objects, ENABLE, ENABLE, 'true'),
    isCorrected: true,
  },
  {
    name: 'a command in one string',
    codes: ['EPR0106'],
    inject: objects => {
      const { command } = container(objects);
      container(objects).command = ['sh', '-c', command.join(' ')];
    },
  },
  {
    name: 'a flag that is given twice',
    codes: ['EPR0107'],
    inject: objects => flag(objects, NAME, `${NAME}=other`, `${NAME}=auth-secret`),
    isCorrected: true,
  },
  {
    name: 'a variable for the namespace of the pods',
    codes: ['EPR0108'],
    inject: objects => flag(objects, '--pod-namespace', '--pod-namespace=$(POD_NAMESPACE)'),
  },
  {
    name: 'no path flag',
    codes: ['EPR0201'],
    inject: objects => flag(objects, PATH),
    isCorrected: true,
  },
  {
    name: 'a path flag without a mount',
    codes: ['EPR0201'],
    inject: objects => flag(objects, PATH, `${PATH}=/var/tmp/other/.dockerconfigjson`),
    isCorrected: true,
  },
  {
    name: 'a path flag that names the folder',
    codes: ['EPR0201'],
    inject: objects => flag(objects, PATH, `${PATH}=/var/tmp/auth-secret`),
    isCorrected: true,
  },
  {
    name: 'a mount whose volume is gone',
    codes: ['EPR0202'],
    inject: objects => {
      const { volumes } = podOf(objects);
      volumes.splice(volumes.indexOf(volume(objects)), 1);
    },
    isCorrected: true,
  },
  {
    name: 'a volume that is no Secret',
    codes: ['EPR0202'],
    inject: objects => {
      delete volume(objects).secret;
      volume(objects).emptyDir = {};
    },
  },
  {
    name: 'a mount of the file alone',
    codes: ['EPR0203'],
    inject: objects =>
      void Object.assign(mount(objects), { subPath: '.dockerconfigjson', mountPath: FILE }),
    isCorrected: true,
  },
  {
    name: 'an optional volume',
    codes: ['EPR0204'],
    inject: objects => {
      volume(objects).secret.optional = true;
    },
    isCorrected: true,
  },
  {
    name: 'a volume with the file under another name',
    codes: ['EPR0204'],
    inject: objects => {
      volume(objects).secret.items = [{ key: '.dockerconfigjson', path: 'config.json' }];
    },
    isCorrected: true,
  },
  {
    name: 'a volume that the evaluator cannot read',
    codes: ['EPR0204'],
    inject: objects => {
      volume(objects).secret.defaultMode = 0o400;
    },
    isCorrected: true,
  },
  {
    name: 'a path flag with another file',
    codes: ['EPR0204'],
    inject: objects => flag(objects, PATH, `${PATH}=/var/tmp/auth-secret/config.json`),
    isCorrected: true,
  },
  {
    name: 'a mount over a folder of the system',
    codes: ['EPR0205'],
    inject: objects => {
      mount(objects).mountPath = '/var/tmp';
      flag(objects, PATH, `${PATH}=/var/tmp/.dockerconfigjson`);
    },
    isCorrected: true,
  },
  {
    name: 'two names for the Secret',
    codes: ['EPR0206'],
    inject: objects => flag(objects, NAME, `${NAME}=other`),
    isCorrected: true,
  },
  {
    name: 'no Secret',
    codes: ['EPR0301'],
    inject: objects => void objects.splice(objects.indexOf(secret(objects)), 1),
    isCorrected: true,
  },
  {
    name: 'the Secret in another namespace',
    codes: ['EPR0302'],
    inject: objects => {
      secret(objects).metadata.namespace = 'elsewhere';
    },
    isCorrected: true,
  },
  {
    name: 'a Secret of another type',
    codes: ['EPR0303'],
    inject: objects => {
      secret(objects).type = 'Opaque';
    },
    isCorrected: true,
  },
  {
    name: 'a docker config that is not in base64',
    codes: ['EPR0304'],
    inject: objects => {
      secret(objects).data['.dockerconfigjson'] = '{"auths":{}}';
    },
    isCorrected: true,
  },
  {
    name: 'a docker config that is no JSON',
    codes: ['EPR0305'],
    inject: objects => config(objects, 'auths:'),
    isCorrected: true,
  },
  {
    name: 'an entry that no reader can read',
    codes: ['EPR0305'],
    inject: objects => config(objects, { 'ghcr.io': { auth: 'no base64!' } }),
    isCorrected: true,
  },
  {
    name: 'a key that the evaluator never finds',
    codes: ['EPR0306'],
    inject: objects => config(objects, { 'https://index.docker.io/v1/': { auth: SEED_AUTH } }),
    isCorrected: true,
  },
  {
    name: 'a token that the kubelet does not take',
    codes: ['EPR0307'],
    inject: objects => config(objects, { 'my.azurecr.io': { identitytoken: 'fake' } }),
    isCorrected: true,
  },
  {
    name: 'no entry, as a credential helper leaves it',
    codes: ['EPR0308'],
    inject: objects => config(objects, '{"credsStore":"desktop"}'),
    isCorrected: true,
  },
  {
    name: 'an expired token',
    codes: ['EPR0309'],
    inject: objects =>
      config(objects, { 'ghcr.io': { username: 'fake', password: jwt(1_600_000_000) } }),
  },
  {
    name: 'the flags of a CA without its mount',
    codes: ['EPR0401'],
    inject: objects =>
      flag(objects, ENABLE, `${ENABLE}=true`, `${ENABLE}-tls=true`, '--tls-secret-path=/ca/'),
  },
  {
    name: 'the path of a CA that is not in use',
    codes: ['EPR0401'],
    inject: objects => flag(objects, ENABLE, `${ENABLE}=true`, '--tls-secret-path=/ca/'),
  },
  {
    name: 'no sync',
    codes: ['EPR0601'],
    inject: objects => void objects.splice(objects.indexOf(sync(objects)), 1),
    isCorrected: true,
  },
  {
    name: 'a sync for another namespace',
    codes: ['EPR0602'],
    inject: objects => {
      const { env } = sync(objects).spec.template.spec.containers[0];
      env.find(({ name }: Any) => name === 'TARGET_NAMESPACE').value = 'elsewhere';
    },
    isCorrected: true,
  },
  {
    name: 'no ServiceAccount of the sync',
    codes: ['EPR0603'],
    inject: objects => {
      const account = objects.find(
        ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name.includes('sync'),
      );
      objects.splice(objects.indexOf(account), 1);
    },
    isCorrected: true,
  },
  {
    name: 'a sync that is pulled anonymously',
    codes: ['EPR0604'],
    inject: objects => void delete sync(objects).spec.template.spec.imagePullSecrets,
    isCorrected: true,
  },
  {
    name: 'an evaluator without rights',
    codes: ['EPR0701'],
    inject: objects => {
      for (const object of objects) {
        if (object.kind === 'RoleBinding' && object.metadata.name.endsWith('pull-secrets'))
          object.subjects = [];
      }
    },
    isCorrected: true,
  },
  {
    name: 'a sync without rights',
    codes: ['EPR0702'],
    inject: objects => {
      const role = objects.find(
        ({ kind, metadata }) => kind === 'Role' && metadata.name.endsWith('sync-target'),
      );
      role.rules.pop();
    },
    isCorrected: true,
  },
  {
    name: 'a ConfigMap with credentials that is applied',
    codes: ['EPR1002'],
    inject: objects =>
      void objects.push({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'more-credentials' },
        data: { registry: 'ghcr.io', username: 'fake', password: 'fake' },
      }),
  },
  {
    name: 'the Secret twice',
    codes: ['EPR1003'],
    inject: objects => void objects.push(structuredClone(secret(objects))),
    isCorrected: true,
  },
  {
    name: 'a sync for a Deployment that is gone',
    codes: ['EPR1004'],
    inject: objects => {
      const account = structuredClone(one(objects, 'ServiceAccount', 'sync'));
      account.metadata.name = 'former-pull-secret-sync';
      objects.push(account);
    },
    isCorrected: true,
  },
  {
    name: 'a selector on the function',
    codes: ['EPR1001'],
    inject: objects => {
      const [step] = one(objects, 'Kptfile').pipeline.mutators;
      step.selectors = [{ kind: 'Deployment' }];
    },
  },
];
