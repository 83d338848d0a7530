// README's Removal, command for command, after `kpt live apply`: what is left is what README says.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { dump } from 'js-yaml';
import { PUBLISHED_IMAGE } from '../../src/function/usage.ts';
import { configMap } from '../support/config.ts';
import { blocksOf, commandsOf, textOf } from '../support/documents.ts';
import { FUNCTION as BUNDLE } from '../support/kpt.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { ask } from './api.ts';
import { SYNC } from './images.ts';
import { needsNode } from './node.ts';
import { FunctionPod, readyPod } from './pods.ts';
import { closeScenes, type Item, Scene } from './scene.ts';

const KPTFILE = {
  apiVersion: 'kpt.dev/v1',
  kind: 'Kptfile',
  metadata: { name: 'porch', annotations: { 'config.kubernetes.io/local-config': 'true' } },
};
const removal = blocksOf(textOf('README.md')).find(({ heading }) => heading === 'Removal');
const [DISABLE = '', APPLY = '', DELETE = '', EDIT = ''] = removal ? commandsOf(removal) : [];

describe("README's removal on a node", function () {
  this.timeout(240_000);
  needsNode();
  needs('kpt', hasProgram('kpt', 'version'));
  let scene: Scene;
  let folder: string;
  let original: Remains;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'removal-'));
    scene = await Scene.open('removal');
    const config = configMap({ ...scene.login, syncImage: SYNC }, 'registry-credentials');
    await mkdir(join(folder, 'porch'));
    await writeFile(join(folder, 'porch/Kptfile'), dump(KPTFILE));
    await writeFile(join(folder, 'porch/2-function-runner.yaml'), scene.text);
    await writeFile(join(folder, 'config.yaml'), dump(config));
    await run('kpt live install-resource-group');
    await run(`kpt live init porch --namespace ${scene.system}`);
    await run('kpt live apply porch');
    original = await remains(scene);
    await run(`kpt fn eval porch --exec "${BUNDLE}" --fn-config config.yaml`);
    await run('kpt live apply porch');
    await readyPod(scene.system, 'function-runner-pull-secret-sync');
    await (await FunctionPod.start(scene.pods, 'unnamed')).runs();
  });
  after(async () => {
    await closeScenes();
    if (folder) await rm(folder, { recursive: true });
  });

  /** A command of README, with the bundle in the place of the image. */
  const run = (command: string) =>
    scene.shell(
      `cd ${folder}; ${command.replace(`--image ${PUBLISHED_IMAGE}`, `--exec "${BUNDLE}"`)}`,
    );

  it('takes out with the package all but the copy and its name in the ServiceAccount', async () => {
    await run(DISABLE);
    await run(APPLY);
    expect(await remains(scene)).to.deep.equal({
      ...original,
      objects: [...original.objects, `${scene.pods} Secret auth-secret`].sort(),
      pullSecrets: [{ name: 'auth-secret' }],
    });
  });

  it('takes out these too by its last two commands', async () => {
    await run(DELETE);
    await run(`KUBE_EDITOR="sed -i '/name: auth-secret$/d'" ${EDIT}`);
    expect(await remains(scene)).to.deep.equal(original);
  });
});

type Remains = {
  readonly objects: readonly string[];
  readonly pullSecrets: unknown;
  readonly runner: unknown;
};

/** What the cluster holds of all that the function and the sync write. */
async function remains({ node, system, pods }: Scene): Promise<Remains> {
  const kinds = 'secrets,serviceaccounts,roles,rolebindings,deployments';
  const lists = [system, pods].map(async namespace => {
    const said = await node.enter(['kubectl', 'get', kinds, '-n', namespace, '-o', 'json']);
    const { items } = JSON.parse(said) as { items: Item[] };
    return items.map(({ kind, metadata }) => `${namespace} ${kind} ${metadata.name}`);
  });
  const account = `/api/v1/namespaces/${pods}/serviceaccounts/default`;
  const deployment = `/apis/apps/v1/namespaces/${system}/deployments/function-runner`;
  return {
    objects: (await Promise.all(lists)).flat().sort(),
    pullSecrets: (await ask<{ imagePullSecrets?: object[] }>(account)).body.imagePullSecrets ?? [],
    runner: (await ask<{ spec: object }>(deployment)).body.spec,
  };
}
