// `dockerConfigFor`: the pull secret as Docker's own config, for programs that read registries by themselves.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, resourceList } from '../../support/config.ts';
import { layout } from '../../support/layouts.ts';

type Named = { name: string };
type Container = Named & { env?: Named[]; volumeMounts?: (Named & { mountPath: string })[] };
type Item = {
  kind: string;
  metadata: Named & { namespace: string };
  spec: { template: { spec: { containers: Container[]; volumes?: Named[] } } };
};

const FOLDER = '/var/tmp/docker-client-config';
const VOLUME = 'docker-client-config';

function run(items: readonly object[], data = {}) {
  const config = configMap({ ...CREDENTIALS, sync: 'none', ...data });
  const input = resourceList(
    items.map(item => JSON.stringify(item)),
    config,
  );
  const { output, results, failed } = evaluate(Buffer.from(input));
  const { items: written } = load(output.toString()) as { items: Item[] };
  return { items: written, text: output.toString(), failed, results };
}
const named = (items: readonly Item[], name: string) =>
  items.find(({ metadata }) => metadata.name === name) as Item;
const errorsOf = ({ results }: ReturnType<typeof run>) =>
  results.filter(({ severity }) => severity === 'error').map(({ code }) => code);

/** The controllers' Deployment with something in its container or pod. */
const controllers = (container: object, pod: object = {}) => {
  const [runner, server, item] = structuredClone(layout('runner')) as [object, object, Item];
  Object.assign(item.spec.template.spec, pod);
  Object.assign(item.spec.template.spec.containers[0] as object, container);
  return [runner, server, item];
};

describe('a Deployment that dockerConfigFor names', () => {
  it('gets the pull secret as config.json in a folder of its own, and DOCKER_CONFIG', () => {
    const { items } = run(layout('runner'), { dockerConfigFor: 'porch-controllers' });
    const { containers, volumes } = named(items, 'porch-controllers').spec.template.spec;
    expect(containers[0]?.env).to.deep.equal([{ name: 'DOCKER_CONFIG', value: FOLDER }]);
    expect(containers[0]?.volumeMounts).to.deep.equal([
      { mountPath: FOLDER, name: VOLUME, readOnly: true },
    ]);
    const keys = [{ key: '.dockerconfigjson', path: 'config.json' }];
    expect(volumes).to.deep.equal([
      { name: VOLUME, secret: { secretName: 'auth-secret', items: keys } },
    ]);
  });

  it('may be the one that evaluates functions, and keeps what it has', () => {
    const once = run(layout('server'), {
      dockerConfigFor: 'porch-server,porch-system/porch-controllers',
    });
    const { containers, volumes } = named(once.items, 'porch-server').spec.template.spec;
    expect(volumes?.map(({ name }) => name)).to.deep.equal(['docker-config', VOLUME]);
    expect(containers[0]?.env?.map(({ name }) => name)).to.deep.equal([
      'OTEL_SERVICE_NAME',
      'WRAPPER_SERVER_IMAGE',
      'DOCKER_CONFIG',
    ]);
    expect(containers[0]?.volumeMounts?.map(({ mountPath }) => mountPath)).to.deep.equal([
      '/cache',
      '/var/tmp/auth-secret',
      FOLDER,
    ]);
    expect(evaluate(Buffer.from(once.text)).output.toString(), 'twice is once').to.equal(once.text);
  });

  for (const data of [{}, { state: 'disabled' }]) {
    it(`loses it with ${JSON.stringify(data)}`, () => {
      const once = run(layout('runner'), { dockerConfigFor: 'porch-controllers' });
      const back = run(once.items, data);
      const [, , original] = layout('runner');
      expect(named(back.items, 'porch-controllers').spec.template.spec.volumes ?? []).to.deep.equal(
        [],
      );
      expect(JSON.stringify(named(back.items, 'porch-controllers'))).not.to.contain(
        'docker-client',
      );
      expect(named(back.items, 'porch-controllers').metadata).to.deep.equal(original?.metadata);
    });
  }

  it('follows the name of the Secret', () => {
    const once = run(layout('runner'), { dockerConfigFor: 'porch-controllers' });
    const again = run(once.items, { dockerConfigFor: 'porch-controllers', secretName: 'other' });
    const { volumes } = named(again.items, 'porch-controllers').spec.template.spec;
    expect(volumes).to.have.nested.property('[0].secret.secretName', 'other');
    expect(volumes).to.have.length(1);
  });

  const conflicts: Record<string, object[]> = {
    'DOCKER_CONFIG is set to something else': controllers({
      env: [{ name: 'DOCKER_CONFIG', value: '/home/porch/.docker' }],
    }),
    'DOCKER_CONFIG comes from elsewhere': controllers({
      env: [{ name: 'DOCKER_CONFIG', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    }),
    'the folder is another volume’s': controllers({
      volumeMounts: [{ mountPath: `${FOLDER}/`, name: 'x' }],
    }),
    'the volume’s name is taken': controllers({}, { volumes: [{ name: VOLUME, emptyDir: {} }] }),
  };
  for (const [name, items] of Object.entries(conflicts)) {
    it(`is refused where ${name}`, () => {
      const once = run(items, { dockerConfigFor: 'porch-controllers' });
      expect(errorsOf(once)).to.deep.equal(['client-conflict']);
      expect(once.items).to.deep.equal(items);
    });
  }

  it('is given once to a Deployment that is named twice', () => {
    const names = 'porch-controllers, porch-system/porch-controllers';
    const once = run(layout('runner'), { dockerConfigFor: names });
    expect(once.items).to.deep.equal(
      run(layout('runner'), { dockerConfigFor: 'porch-controllers' }).items,
    );
  });

  const rivals: Record<string, Record<string, string>> = {
    volumeName: { volumeName: VOLUME },
    mountPath: { mountPath: `${FOLDER}/x` },
    tlsVolumeName: { tlsSecretName: 'ca', tlsVolumeName: VOLUME },
    tlsMountPath: { tlsSecretName: 'ca', tlsMountPath: FOLDER },
  };
  for (const [option, data] of Object.entries(rivals)) {
    it(`is refused in the evaluator where it collides with ${option}`, () => {
      const items = layout('runner');
      const once = run(items, { dockerConfigFor: 'function-runner', ...data });
      expect(errorsOf(once)).to.deep.equal(['client-conflict']);
      expect(once.items).to.deep.equal(items);
      expect(errorsOf(run(items, { dockerConfigFor: 'porch-controllers', ...data }))).to.deep.equal(
        [],
      );
    });
  }

  it('must be in the package, in the namespace of the Secret', () => {
    const [runner, server] = layout('runner');
    const far = { ...server, metadata: { ...server?.metadata, namespace: 'elsewhere' } };
    expect(errorsOf(run([runner as object], { dockerConfigFor: 'porch-server' }))).to.deep.equal([
      'client-not-one',
    ]);
    expect(
      errorsOf(run([runner as object, far], { dockerConfigFor: 'porch-server' })),
    ).to.deep.equal(['client-namespace']);
  });
});

describe('a version range in a tag', () => {
  const kptfile = (image: string, tag: string) => ({
    apiVersion: 'kpt.dev/v1',
    kind: 'Kptfile',
    metadata: { name: 'x' },
    pipeline: { mutators: [{ image, tag }] },
  });
  const notes = (image: string, tag: string, data = {}) =>
    run([...layout('runner'), kptfile(image, tag)], data).results.filter(
      ({ code }) => code === 'tag-range-without-login',
    ).length;

  const cases: [image: string, tag: string, notes: number, data?: object][] = [
    ['ghcr.io/org/fn', '>=1.0.0 <2.0.0', 1],
    ['ghcr.io/org/fn', '^1.2', 1],
    ['ghcr.io/org/fn', '1.x', 1],
    ['ghcr.io/org/fn', 'v1.2.3', 0],
    ['quay.io/org/fn', '^1.2', 0],
    ['set-labels', '^1.2', 0],
    ['ghcr.io/org/fn', '^1.2', 0, { dockerConfigFor: 'porch-server' }],
  ];
  for (const [image, tag, count, data] of cases) {
    it(`${tag} of ${image}${data ? ', with a login' : ''}: ${count}`, () => {
      expect(notes(image, tag, data)).to.equal(count);
    });
  }
});
