// The External Secrets operator as its own process, with its CRDs in the cluster.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Daemon, startDaemon } from '../cluster/daemon.ts';
import { freePort } from '../cluster/port.ts';
import type { Cluster } from '../cluster.ts';
import { type Crd, crdsOf, OPERATOR, RELEASE } from '../support/external-secrets.ts';
import { eventually } from './eventually.ts';
import { writeKubeconfig } from './kubeconfig.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Resolves once the API server serves them. */
export async function installCrds(cluster: Cluster, definitions: readonly Crd[]): Promise<void> {
  for (const definition of definitions) {
    const { status } = await cluster.request('POST', CRDS, definition);
    if (status !== 201) throw new Error(`POST ${definition.metadata.name}: ${status}`);
  }
  for (const { metadata, spec } of definitions) {
    const [version] = spec.versions.filter(({ served }) => served);
    const path = `/apis/${spec.group}/${version?.name}/${spec.names.plural}?limit=1`;
    await eventually(
      `${metadata.name} is served`,
      async () => (await cluster.request('GET', path)).status === 200,
    );
  }
}

/** Resolves once it is alive. @param env of its process */
export async function startOperator(
  cluster: Cluster,
  env: Readonly<Record<string, string>>,
): Promise<Daemon> {
  await installCrds(cluster, crdsOf(RELEASE));
  const folder = mkdtempSync(join(tmpdir(), 'operator-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeKubeconfig(kubeconfig, { ...cluster, token: cluster.adminToken });
  const address = `127.0.0.1:${await freePort()}`;
  const variables = Object.entries({ ...env, KUBECONFIG: kubeconfig });
  const daemon = await startDaemon(
    'env',
    [
      ...variables.map(([name, value]) => `${name}=${value}`),
      OPERATOR,
      `--live-addr=${address}`,
      '--metrics-addr=0',
    ],
    join(folder, 'log'),
    () =>
      fetch(`http://${address}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
  );
  const stop = async (signal: NodeJS.Signals) => {
    await daemon.stop(signal);
    rmSync(folder, { recursive: true });
  };
  return { stop };
}
