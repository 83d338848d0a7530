// A healthy cluster as the function's package makes it, in namespaces of its own, and a doctor that looks at it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Examined, examine } from '../../src/checks/check.ts';
import { CHECKS } from '../../src/checks/table.ts';
import { type Reported, withCommand } from '../../src/doctor/command.ts';
import { examineCluster } from '../../src/doctor/examine-cluster.ts';
import { type Request, readArguments } from '../../src/doctor/request.ts';
import { type Any, type Objects, one } from '../checks/package-faults.ts';
import { wired } from '../checks/wired.ts';
import type { Cluster } from '../cluster.ts';
import { writeKubeconfig } from '../integration/kubeconfig.ts';
import { CA } from '../support/certificates.ts';
import { CREDENTIALS } from '../support/config.ts';

const API: Readonly<Record<string, readonly [group: string, resource: string]>> = {
  ConfigMap: ['/api/v1', 'configmaps'],
  Deployment: ['/apis/apps/v1', 'deployments'],
  Pod: ['/api/v1', 'pods'],
  Role: ['/apis/rbac.authorization.k8s.io/v1', 'roles'],
  RoleBinding: ['/apis/rbac.authorization.k8s.io/v1', 'rolebindings'],
  Secret: ['/api/v1', 'secrets'],
  Service: ['/api/v1', 'services'],
  ServiceAccount: ['/api/v1', 'serviceaccounts'],
};
export const SYNC = 'function-runner-pull-secret-sync';
let scenes = 0;

export class Scene {
  readonly cluster: Cluster;
  readonly system: string;
  readonly pods: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'doctor-'));

  private constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.system = `porch-system-${++scenes}`;
    this.pods = `porch-fn-system-${scenes}`;
  }

  /** Everything is there and runs, the copy too; no controller does any of it. */
  static async open(cluster: Cluster): Promise<Scene> {
    const scene = new Scene(cluster);
    for (const name of [scene.system, scene.pods]) {
      await scene.expect('POST', '/api/v1/namespaces', { metadata: { name } });
      await scene.create('ServiceAccount', name, { metadata: { name: 'default' } });
    }
    const objects = scene.#package();
    for (const object of objects) {
      if (object.kind in API) await scene.create(object.kind, object.metadata.namespace, object);
    }
    const { data, type } = one(objects, 'Secret', 'auth-secret');
    await scene.create('Secret', scene.pods, { metadata: { name: 'auth-secret' }, data, type });
    await scene.patch('ServiceAccount', scene.pods, 'default', {
      imagePullSecrets: [{ name: 'auth-secret' }],
    });
    for (const name of ['function-runner', SYNC])
      await scene.addPodOf(one(objects, 'Deployment', name));
    scene.kubeconfig('admin', cluster.adminToken);
    return scene;
  }

  #package(): Objects {
    const text = JSON.stringify(wired({ ...CREDENTIALS, tlsCA: CA }));
    const objects = JSON.parse(
      text.replaceAll(/porch-system\b/g, this.system).replaceAll(/porch-fn-system\b/g, this.pods),
    );
    return objects.map(({ status: _, ...object }: Any) => object);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  kubeconfig(name: string, token: string): string {
    const path = join(this.#folder, name);
    writeKubeconfig(path, { url: this.cluster.url, caPath: this.cluster.caPath, token });
    return path;
  }

  /** A running pod of a Deployment. */
  async addPodOf({ metadata, spec }: Any): Promise<void> {
    await this.addPod(
      `${metadata.name}-1`,
      this.system,
      spec.template.spec,
      spec.template.metadata.labels,
    );
    await this.status(this.system, `${metadata.name}-1`, {
      conditions: [{ type: 'Ready', status: 'True' }],
    });
  }

  /** A pod that nobody schedules. */
  addPod(name: string, namespace: string, spec: object, labels: object = {}): Promise<void> {
    return this.create('Pod', namespace, { metadata: { name, labels }, spec });
  }

  status(namespace: string, pod: string, status: object): Promise<void> {
    return this.expect('PATCH', `${pathOf('Pod', namespace)}/${pod}/status`, { status });
  }

  /** Its first container waits for that reason. */
  waits(namespace: string, pod: string, container: string, waiting: object): Promise<void> {
    const containerStatuses = [
      {
        name: container,
        ready: false,
        restartCount: 0,
        image: '',
        imageID: '',
        state: { waiting },
      },
    ];
    const conditions = [{ type: 'Ready', status: 'False' }];
    return this.status(namespace, pod, { conditions, containerStatuses });
  }

  create(kind: string, namespace: string, object: object): Promise<void> {
    return this.expect('POST', pathOf(kind, namespace), object);
  }

  async read(kind: string, namespace: string, name: string): Promise<Any> {
    const { body } = await this.cluster.request('GET', `${pathOf(kind, namespace)}/${name}`);
    return body;
  }

  patch(kind: string, namespace: string, name: string, patch: object): Promise<void> {
    return this.expect('PATCH', `${pathOf(kind, namespace)}/${name}`, patch);
  }

  remove(kind: string, namespace: string, name: string): Promise<void> {
    const body = { gracePeriodSeconds: 0 };
    return this.expect('DELETE', `${pathOf(kind, namespace)}/${name}`, body);
  }

  /** Deletes a Secret, and makes one with those fields in its place. */
  async replaceSecret(namespace: string, fields: object): Promise<void> {
    const { data, type } = await this.read('Secret', namespace, 'auth-secret');
    await this.remove('Secret', namespace, 'auth-secret');
    const secret = { metadata: { name: 'auth-secret' }, data, type, ...fields };
    await this.create('Secret', namespace, secret);
  }

  /** Writes a Deployment after a change. */
  async edit(name: string, change: (deployment: Any) => void): Promise<void> {
    const deployment = await this.read('Deployment', this.system, name);
    change(deployment);
    await this.expect('PUT', `${pathOf('Deployment', this.system)}/${name}`, deployment);
  }

  async expect(method: string, path: string, body?: object): Promise<void> {
    const { status, body: answer } = await this.cluster.request(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  }

  /** What the doctor finds, with the commands as it prints them. */
  async examine(kubeconfig = 'admin', env: Readonly<Record<string, string>> = {}) {
    const request = readArguments(['-n', this.system], () => false) as Request;
    const machine = {
      env: { KUBECONFIG: join(this.#folder, kubeconfig), ...env },
      home: '',
      exists: () => false,
    };
    const examination = await examineCluster(request, machine, new Date('2026-01-01'));
    if (!examination.ok) throw new Error(examination.findings[0].message);
    const { observed, origin } = examination.value;
    const examined: Examined = examine(CHECKS, observed);
    const findings: Reported[] = examined.findings.map(finding =>
      withCommand(finding, origin, observed),
    );
    return { ...examined, findings };
  }

  /** Runs a command as it is printed. */
  run(command: string): Promise<string> {
    const env = { ...process.env, KUBECONFIG: join(this.#folder, 'admin') };
    return new Promise((resolve, reject) => {
      execFile('bash', ['-o', 'pipefail', '-c', command], { env }, (error, stdout, stderr) =>
        error ? reject(new Error(`${command}\n${stderr}`)) : resolve(stdout),
      );
    });
  }
}

function pathOf(kind: string, namespace: string): string {
  const [group, resource] = API[kind] ?? [];
  return `${group}/namespaces/${namespace}/${resource}`;
}

/** Flags of an API server that writes down every request of ours. */
export function auditFlags(folder: string): readonly string[] {
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    JSON.stringify({
      apiVersion: 'audit.k8s.io/v1',
      kind: 'Policy',
      omitStages: ['RequestReceived'],
      rules: [{ level: 'Metadata' }],
    }),
  );
  return [`--audit-policy-file=${policy}`, `--audit-log-path=${join(folder, 'audit.log')}`];
}
