// Two namespaces with a source Secret's place, a ServiceAccount, the sync's RBAC, and the sync.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiCluster } from '../../src/controller/api/api-cluster.ts';
import { connect } from '../../src/controller/api/connection.ts';
import type { Secret, ServiceAccount } from '../../src/controller/api/objects.ts';
import { type SyncSettings, syncManifest } from '../../src/function/desired/sync-manifest.ts';
import { syncName } from '../../src/function/observe/sync-names.ts';
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
} from '../../src/registry/pull-secret.ts';
import type { Cluster } from '../cluster.ts';
import { eventually } from './eventually.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { sharedCluster } from './shared-cluster.ts';
import { SyncProcess } from './sync-process.ts';

export const NAME = 'auth-secret';
export const SERVICE_ACCOUNT = 'default';

const DEPLOYMENT = 'function-runner';
const [SYNC_ACCOUNT, TARGET_BINDING] = [
  syncName(DEPLOYMENT, 'sync'),
  syncName(DEPLOYMENT, 'sync-target'),
];
const FOLDERS: Readonly<Record<string, readonly [group: string, resource: string]>> = {
  ServiceAccount: ['/api/v1', 'serviceaccounts'],
  Role: ['/apis/rbac.authorization.k8s.io/v1', 'roles'],
  RoleBinding: ['/apis/rbac.authorization.k8s.io/v1', 'rolebindings'],
};
let scenes = 0;

export type KubernetesEvent = {
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly type: string;
  readonly involvedObject: { readonly uid?: string };
  readonly source: { readonly host?: string };
};

export class Scene {
  readonly cluster: Cluster;
  readonly source: string;
  readonly target: string;
  /** Of the manifest, other than the usual ones. */
  readonly #settings: Partial<SyncSettings>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'scene-'));
  #sync: SyncProcess | undefined;

  /** Everything is there but the source and target Secrets and the sync. */
  static async open(settings: Partial<SyncSettings> = {}): Promise<Scene> {
    const scene = await Scene.openWithoutTarget(settings);
    await scene.addTarget();
    await eventually('the API server knows the rights of the sync', () => scene.#mayPatch(), 90);
    return scene;
  }

  /** Like `open`, but without the target namespace. */
  static async openWithoutTarget(settings: Partial<SyncSettings> = {}): Promise<Scene> {
    const scene = new Scene(await sharedCluster(), settings);
    await scene.addNamespace(scene.source);
    for (const kind of Object.keys(FOLDERS)) await scene.#apply(kind, scene.source);
    return scene;
  }

  private constructor(cluster: Cluster, settings: Partial<SyncSettings>) {
    this.cluster = cluster;
    this.#settings = settings;
    this.source = `porch-system-${++scenes}`;
    this.target = `porch-fn-system-${scenes}`;
  }

  /** The running sync. */
  get sync(): SyncProcess {
    if (!this.#sync) throw new Error('start() first');
    return this.#sync;
  }

  /** Starts the sync with a token of its own ServiceAccount. */
  async start(
    env: Readonly<Record<string, string>> = {},
    url = this.cluster.url,
  ): Promise<SyncProcess> {
    this.#sync = new SyncProcess({
      KUBECONFIG: await this.#kubeconfig(url),
      SOURCE_NAMESPACE: this.source,
      TARGET_NAMESPACE: this.target,
      SECRET_NAME: NAME,
      ...env,
    });
    return this.#sync;
  }

  /** The sync's own client, with the rights of the emitted Roles. */
  async client(): Promise<ApiCluster> {
    const connection = connect(await this.#kubeconfig(this.cluster.url));
    if (!connection.ok) throw new Error('the kubeconfig cannot be read');
    return new ApiCluster(connection.value);
  }

  /** A new token of the sync's ServiceAccount. */
  token(): Promise<string> {
    return this.cluster.tokenFor(this.source, SYNC_ACCOUNT);
  }

  async close(): Promise<void> {
    await this.#sync?.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get sourcePath(): string {
    return `/api/v1/namespaces/${this.source}/secrets/${NAME}`;
  }

  get targetPath(): string {
    return `/api/v1/namespaces/${this.target}/secrets/${NAME}`;
  }

  /** Creates or overwrites the source with a docker config's text. */
  putSource(text: string): Promise<void> {
    return this.put(this.source, { type: DOCKER_CONFIG_TYPE, data: payloadOf(text) });
  }

  /** Creates a Secret, or merges into the one that is there. */
  async put(
    namespace: string,
    secret: Record<string, unknown> & { metadata?: object },
  ): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/secrets`;
    const metadata = { name: NAME, ...secret.metadata };
    const body = { ...secret, metadata };
    const { status } = await this.cluster.request('PATCH', `${path}/${metadata.name}`, body);
    if (status === 404) await this.expect('POST', path, body);
    else if (status !== 200) throw new Error(`PATCH ${path}: ${status}`);
  }

  /** Deletes the target, and puts another in its place before the sync does. */
  async replaceTarget(secret: object): Promise<void> {
    const path = `/api/v1/namespaces/${this.target}/secrets`;
    const body = { metadata: { name: NAME }, ...secret };
    await eventually('the target is replaced', async () => {
      await this.cluster.request('DELETE', this.targetPath);
      return (await this.cluster.request('POST', path, body)).status === 201;
    });
  }

  readSource(): Promise<Secret | undefined> {
    return this.#read<Secret>(this.sourcePath);
  }

  readTarget(): Promise<Secret | undefined> {
    return this.#read<Secret>(this.targetPath);
  }

  async pullSecrets(): Promise<readonly string[]> {
    const path = `/api/v1/namespaces/${this.target}/serviceaccounts/${SERVICE_ACCOUNT}`;
    const { imagePullSecrets = [] } = (await this.#read<ServiceAccount>(path)) ?? {};
    return imagePullSecrets.map(({ name }) => name);
  }

  async events(): Promise<readonly KubernetesEvent[]> {
    const path = `/api/v1/namespaces/${this.source}/events`;
    return (await this.#read<{ items: KubernetesEvent[] }>(path))?.items ?? [];
  }

  async eventsOf(reason: string): Promise<readonly KubernetesEvent[]> {
    return (await this.events()).filter(event => event.reason === reason);
  }

  /** The target is ours, holds exactly this text, can be updated, and the ServiceAccount lists it. */
  async isSynced(text: string): Promise<boolean> {
    const secret = await this.readTarget();
    return (
      textOf(secret) === text &&
      Object.keys(secret?.data ?? {}).length === 1 &&
      secret?.type === DOCKER_CONFIG_TYPE &&
      secret.immutable !== true &&
      secret.metadata.labels?.[MANAGED_BY] === MANAGER &&
      (await this.pullSecrets()).includes(NAME)
    );
  }

  /** The target holds exactly this text. */
  async holds(text: string): Promise<boolean> {
    return textOf(await this.readTarget()) === text;
  }

  async synced(text: string, seconds?: number): Promise<boolean> {
    try {
      return await eventually(
        'the target is a copy of the source',
        () => this.isSynced(text),
        seconds,
      );
    } catch (fault) {
      const cause = this.#sync?.output.split('\n').slice(-20).join('\n');
      throw new Error(`${fault instanceof Error ? fault.message : fault}\n${cause}`);
    }
  }

  async addNamespace(name: string): Promise<void> {
    await this.expect('POST', '/api/v1/namespaces', { metadata: { name } });
  }

  async addServiceAccount(namespace: string, name: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await this.expect('POST', path, { metadata: { name } });
  }

  /** The target namespace, its ServiceAccount and the sync's rights there. */
  async addTarget(): Promise<void> {
    await this.addNamespace(this.target);
    await this.addServiceAccount(this.target, SERVICE_ACCOUNT);
    await this.#apply('Role', this.target);
    await this.grantTarget();
  }

  grantTarget(): Promise<void> {
    return this.#apply('RoleBinding', this.target);
  }

  async revokeTarget(): Promise<void> {
    await this.expect('DELETE', `${folderOf('RoleBinding', this.target)}/${TARGET_BINDING}`);
  }

  /** The authorizer learns of new Roles by a watch: later than who made them. */
  async #mayPatch(): Promise<boolean> {
    const { body } = await this.cluster.request<{
      readonly status?: { readonly allowed: boolean };
    }>('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      spec: {
        user: `system:serviceaccount:${this.source}:${SYNC_ACCOUNT}`,
        resourceAttributes: {
          ...{ namespace: this.target, verb: 'patch' },
          ...{ resource: 'secrets', name: NAME },
        },
      },
    });
    return body.status?.allowed === true;
  }

  /** The manifest that the function would emit for this scene. */
  manifest(): Manifested[] {
    return syncManifest({
      placement: 'companion',
      deployment: DEPLOYMENT,
      namespace: this.source,
      podNamespace: this.target,
      secretName: NAME,
      image: 'registry.example.com/enable-private-registries:v1',
      runnerAccount: 'porch-fn-runner',
      grantRunner: false,
      runnerSelector: undefined,
      ...this.#settings,
    }) as Manifested[];
  }

  /** Creates the manifest's objects of that kind in that namespace, as they are emitted. */
  async #apply(kind: string, namespace: string): Promise<void> {
    for (const object of this.manifest()) {
      if (object.kind !== kind || object.metadata.namespace !== namespace) continue;
      await this.expect('POST', folderOf(kind, namespace), object);
    }
  }

  async #kubeconfig(url: string): Promise<string> {
    const path = join(this.#folder, 'kubeconfig');
    writeKubeconfig(path, { url, caPath: this.cluster.caPath, token: await this.token() });
    return path;
  }

  /** As the administrator; throws for any status that is no success. */
  async expect(method: string, path: string, body?: object): Promise<void> {
    const { status } = await this.cluster.request(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`);
  }

  async #read<T>(path: string): Promise<T | undefined> {
    const { status, body } = await this.cluster.request<T>('GET', path);
    return status === 200 ? body : undefined;
  }
}

export type Manifested = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec?: { readonly template: { readonly metadata: object; readonly spec: object } };
};

function folderOf(kind: string, namespace: string): string {
  const [group, resource] = FOLDERS[kind] ?? [];
  return `${group}/namespaces/${namespace}/${resource}`;
}

const textOf = (secret: Secret | undefined): string =>
  Buffer.from(secret?.data?.[DOCKER_CONFIG_KEY] ?? '', 'base64').toString();

/** The data of a Secret that holds a docker config's text. */
export const payloadOf = (text: string): Record<string, string> => ({
  [DOCKER_CONFIG_KEY]: Buffer.from(text).toString('base64'),
});

/** A docker config of one registry, distinguished by its password. */
export const dockerConfig = (password: string): string => {
  const auth = Buffer.from(`user:${password}`).toString('base64');
  return JSON.stringify({ auths: { 'ghcr.io': { auth, username: 'user', password } } });
};
