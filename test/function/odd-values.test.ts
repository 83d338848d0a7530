// Values that Kubernetes reads in its own way, or not at all: they are the user's, and no bug.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../support/config.ts';

type Data = Readonly<Record<string, string>>;

const run = (items: readonly string[], data: Data = CREDENTIALS) =>
  evaluate(Buffer.from(resourceList(items, configMap(data))));
/** The same list with another functionConfig, and without results. */
function again(text: string, data: Data) {
  const items = text.slice(0, text.search(/^functionConfig:/m));
  return evaluate(Buffer.from(items + resourceList([], configMap(data)).split('items:\n')[1]));
}
const itemsOf = (text: string) => text.slice(0, text.search(/^functionConfig:/m));

describe('a null list', () => {
  const lists = (text: string) =>
    DEPLOYMENT.replace(/volumeMounts:\n[\s\S]*/, () =>
      [
        `volumeMounts:${text}`,
        `        args:${text}`,
        `      volumes:${text}`,
        `      initContainers:${text}`,
        `      imagePullSecrets:${text}\n`,
      ].join('\n'),
    );
  for (const text of ['', ' null', ' ~', ' # c', ' null # c']) {
    for (const sync of ['none', 'companion', 'sidecar']) {
      it(`written as ${JSON.stringify(text)} is one that is absent, and comes back, with ${sync}`, () => {
        const input = resourceList([lists(text)], configMap({ ...CREDENTIALS, sync }));
        const once = evaluate(Buffer.from(input));
        expect(once.results.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
        const enabled = once.output.toString();
        expect(
          again(enabled, { ...CREDENTIALS, sync })
            .output.toString()
            .split('results:')[0],
        ).to.equal(enabled.split('results:')[0]);
        const back = again(enabled, { state: 'disabled' });
        expect(back.failed).to.equal(false);
        expect(itemsOf(back.output.toString())).to.equal(itemsOf(input));
      });
    }
  }

  it('in JSON comes back too', () => {
    const input = load(resourceList([lists('')], configMap(CREDENTIALS))) as object;
    const once = evaluate(Buffer.from(JSON.stringify(input)));
    const disabled = { ...(load(once.output.toString()) as object), results: undefined };
    expect(once.output.toString()).to.contain('"volumes":[  {');
    const list = once.output
      .toString()
      .replace(
        /,"functionConfig"[\s\S]*/,
        `,"functionConfig":${JSON.stringify(configMap({ state: 'disabled' }))}}`,
      );
    const back = load(evaluate(Buffer.from(list)).output.toString()) as { items: object[] };
    expect(back.items).to.deep.equal((input as { items: object[] }).items);
    expect(disabled).to.have.property('items');
  });

  it('is that of the functionConfig too', () => {
    const text = resourceList([DEPLOYMENT]);
    const { results } = evaluate(
      Buffer.from(
        `${text}functionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: }\n`,
      ),
    );
    expect(results.map(({ code }) => code)).to.deep.equal(['credentials-missing']);
  });
});

describe('a path', () => {
  const SEPARATORS = ['\u2028', '\u2029', '\u0085', '\\', '\n', '\u0000', '\u007f'];
  const bad: Record<string, readonly string[]> = {
    secretPath: [
      '/a.yaml',
      'a//b.yaml',
      '../a.yaml',
      'a/../b.yaml',
      './a.yaml',
      'a/..',
      '..\\a.yaml',
    ],
    syncPath: ['/a.yaml', 'a//b.yaml', '../a.yaml', 'a/../b.yaml'],
    mountPath: ['a', '//a', '/a//b', '/a/../b', '/a/..', '/a\\..\\b'],
    tlsMountPath: ['a', '//a', '/a//b', '/a/../b', '/a/./b'],
  };
  for (const [key, paths] of Object.entries(bad)) {
    const start = key.endsWith('ountPath') ? '/' : '';
    const more = SEPARATORS.flatMap(sign => [
      `${start}a${sign}/../b.yaml`,
      `${start}a${sign}b.yaml`,
    ]);
    for (const path of [...paths, ...more]) {
      it(`${key} is not ${JSON.stringify(path)}`, () => {
        const { failed, results } = run([DEPLOYMENT], {
          ...CREDENTIALS,
          tlsSecretName: 'ca',
          [key]: path,
        });
        expect([failed, ...results.map(({ code }) => code)]).to.deep.equal([true, 'config-value']);
        expect(results[0]?.field?.path).to.equal(`data.${key}`);
      });
    }
  }
});

describe('an option without effect', () => {
  const cases: readonly (readonly [data: Data, keys: readonly string[]])[] = [
    [
      { secretStore: 'x', remoteKey: 'y', refreshInterval: '1h' },
      ['secretStore', 'remoteKey', 'refreshInterval'],
    ],
    [{ tlsMountPath: '/ca', tlsVolumeName: 'ca' }, ['tlsMountPath', 'tlsVolumeName']],
    [{ tlsMountPath: '/ca', tlsSecretName: 'ca' }, []],
    [{ sync: 'none', syncPath: 'a.yaml', syncImage: 'x:v1' }, ['syncPath', 'syncImage']],
    [{ sync: 'sidecar', syncPath: 'a.yaml', syncImage: 'x:v1' }, ['syncPath']],
    [{ state: 'disabled', secretStore: 'x' }, []],
  ];
  for (const [data, keys] of cases) {
    it(`is named: ${JSON.stringify(data)}`, () => {
      const { results } = run([DEPLOYMENT], { ...CREDENTIALS, ...data });
      const named = results.filter(({ code }) => code === 'option-without-effect');
      expect(named.map(({ field }) => field?.path)).to.deep.equal(keys.map(key => `data.${key}`));
      expect(named.every(({ severity }) => severity === 'info')).to.equal(true);
    });
  }
});

describe('a name that is too long', () => {
  const limits = {
    secretName: 253,
    credentialsFrom: 253,
    volumeName: 63,
    container: 63,
    tlsSecretName: 253,
    deployment: 229,
  };
  for (const [key, limit] of Object.entries(limits)) {
    it(`of ${key} is an error that gives the limit`, () => {
      const { results } = run([DEPLOYMENT], { ...CREDENTIALS, [key]: 'a'.repeat(limit + 1) });
      expect(results[0]?.message).to.contain(`${limit}`);
      expect(results[0]?.field?.path).to.equal(`data.${key}`);
    });
  }
});

it('what only old YAML takes for a day or a number is quoted', () => {
  for (const name of ['2001-1-1', '1-2', '10', '1.5']) {
    const { output, failed } = run([DEPLOYMENT], { ...CREDENTIALS, secretName: name });
    expect(failed).to.equal(false);
    const items = itemsOf(output.toString());
    expect(items).to.contain(`secretName: '${name}'`);
    expect(items).not.to.match(new RegExp(`ame: ${name}$`, 'm'));
  }
});
