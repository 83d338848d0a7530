// The adapter in the SDK's own hands: its store of objects, and its `run()` from stdin to stdout.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { Configs, type KubernetesObject } from 'kpt-functions';
import { evaluate } from '../src/function/evaluate.ts';
import { enablePrivateRegistries } from '../src/sdk.ts';
import { CREDENTIALS, configMap } from './support/config.ts';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'function-runner', namespace: 'porch-system' },
  spec: {
    template: {
      spec: {
        containers: [
          { name: 'function-runner', image: 'porch:v1.5.8', command: ['/server', '--config=/c'] },
        ],
      },
    },
  },
} as KubernetesObject;
const resourceList = (data: object) => ({
  apiVersion: 'config.kubernetes.io/v1',
  kind: 'ResourceList',
  items: [DEPLOYMENT],
  functionConfig: configMap(data as Record<string, string>),
});

type List = { items: KubernetesObject[]; results?: { severity: string }[] };
const ownOutput = (input: object) =>
  load(evaluate(Buffer.from(JSON.stringify(input))).output.toString()) as List;

describe('the SDK adapter', () => {
  it('does to Configs what the function does to a ResourceList', async () => {
    const configs = new Configs(
      [structuredClone(DEPLOYMENT)],
      configMap(CREDENTIALS) as KubernetesObject,
    );
    await enablePrivateRegistries(configs);
    const { items, results } = ownOutput(resourceList(CREDENTIALS));
    expect(configs.getAll()).to.have.deep.members(items);
    expect(configs.getResults()).to.deep.equal(results);
  });

  it('leaves the objects alone on an error', async () => {
    const configs = new Configs([structuredClone(DEPLOYMENT)], configMap({}) as KubernetesObject);
    await enablePrivateRegistries(configs);
    expect(configs.getAll()).to.deep.equal([DEPLOYMENT]);
    expect(configs.getResults().map(({ severity }) => severity)).to.deep.equal(['error']);
  });

  const run = (data: object) => {
    const main = fileURLToPath(new URL('support/sdk-main.ts', import.meta.url));
    const input = JSON.stringify(resourceList(data));
    const { status, stdout } = spawnSync(process.execPath, [main], { input, encoding: 'utf8' });
    return { status, list: load(stdout) as List };
  };

  it('runs under `run()`', () => {
    const { status, list } = run(CREDENTIALS);
    expect(status).to.equal(0);
    const { items, results } = ownOutput(resourceList(CREDENTIALS));
    expect(list.items).to.have.deep.members(items);
    expect(list.results).to.deep.equal(results);
  });

  it('ends `run()` with status 1 on an error', () => {
    const { status, list } = run({});
    expect(status).to.equal(1);
    expect(list.items).to.deep.equal([DEPLOYMENT]);
  });
});
