// Hostile inputs of some megabytes: the function, as a whole process, must stay below 2 s of computing and
// 300 MB.
// `hostile.ts [SIZE [NAME]]`: inputs of that many bytes, whose name holds that text.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dump } from 'js-yaml';
import { CREDENTIALS, configMap, DEPLOYMENT } from '../test/support/config.ts';

const FUNCTION = fileURLToPath(new URL('../dist/function.js', import.meta.url));
const [, , size = '5e6', only = ''] = process.argv;
const SIZE = Number(size);
const MOST = { ms: 2000, mib: 300 };

function list(items: readonly string[], config: object = configMap(CREDENTIALS)): string {
  const lines = items.map(item => `-${item.replace(/^(?=.)/gm, '  ').slice(1)}`).join('');
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${lines}${dump({ functionConfig: config })}`;
}
/** Texts for as many numbers as give the size together. */
function many(text: (index: number) => string, size = SIZE): string {
  const texts: string[] = [];
  for (let index = 0, length = 0; length < size; index++) {
    const next = text(index);
    texts.push(next);
    length += next.length;
  }
  return texts.join('');
}
const fewer = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('');
const image = (text: string) => DEPLOYMENT.replace(/image: .*/, () => `image: ${text}`);
const under = (key: string, text: string) =>
  DEPLOYMENT.replace(`${key}:\n`, () => `${key}:\n${text}`);
/** 9 to the 30th entries, were they written out. */
const BOMB = fewer(30, index => {
  const entry = index === 0 ? '"x"' : `*a${index - 1}`;
  return `  a${index}: &a${index} [${`${entry}, `.repeat(9)}]\n`;
});
const json = (value: object) => JSON.stringify(value);
const head = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList' };
const nested = (open: string, close: string, depth: number) =>
  `${open.repeat(depth)}${close.repeat(depth)}`;
const blockNested = (depth: number) =>
  `${fewer(depth, level => `${' '.repeat(level)}k${level}:\n`)}${' '.repeat(depth)}x: 1\n`;

const INPUTS: Readonly<Record<string, () => string>> = {
  'an image of letters': () => list([image('a'.repeat(SIZE))]),
  'an image of colons': () => list([image(`a${':a'.repeat(SIZE / 2)}`)]),
  'an image of slashes': () => list([image(`a${'/a'.repeat(SIZE / 2)}`)]),
  'a bomb of aliases in an item': () => list([DEPLOYMENT, `kind: Bomb\ndata:\n${BOMB}`]),
  'a bomb of aliases in the labels': () =>
    list([
      DEPLOYMENT.replace(
        'metadata:\n',
        () => `metadata:\n  labels:\n${BOMB.replace(/^(?=.)/gm, '  ')}`,
      ),
    ]),
  'a bomb of aliases in a credentials ConfigMap': () =>
    list(
      [
        DEPLOYMENT,
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: registry-credentials\ndata:\n${BOMB}`,
      ],
      configMap({}),
    ),
  'a bomb of aliases in a RoleBinding': () =>
    list([
      DEPLOYMENT,
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: x, namespace: porch-fn-system}\nx:\n${BOMB}roleRef: {kind: Role, name: *a29}\nsubjects: *a29\n`,
    ]),
  'many labels': () =>
    list([under('metadata', `  labels:\n${many(index => `    k${index}: v\n`)}`)]),
  'many keys of the container': () =>
    list([under('containers', `      - name: other\n${many(index => `        k${index}: v\n`)}`)]),
  'many keys in an item': () =>
    list([DEPLOYMENT, `kind: Many\n${many(index => `k${index}: v\n`)}`]),
  'many keys of data': () =>
    list(
      [DEPLOYMENT],
      configMap({
        ...CREDENTIALS,
        ...Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 'v'])),
      }),
    ),
  'many sections': () => list([DEPLOYMENT]) + many(index => `k${index}: v\n`),
  'many arguments': () =>
    list([
      under(
        'command',
        many(index => `        - --flag${index}=${index}\n`),
      ),
    ]),
  'many volumes': () =>
    list([
      under(
        'volumes',
        many(index => `      - {name: v${index}}\n`),
      ),
    ]),
  'many mounts': () =>
    list([
      under(
        'volumeMounts',
        many(index => `        - {name: v${index}, mountPath: /m/${index}}\n`),
      ),
    ]),
  'many containers': () =>
    list([
      under(
        'containers',
        many(index => `      - {name: c${index}}\n`),
      ),
    ]),
  'many of our flags': () =>
    list([
      under(
        'command',
        many(index => `        - --registry-auth-secret-name=${index}\n`),
      ),
    ]),
  'many roles': () =>
    list([
      DEPLOYMENT,
      ...Array.from(
        { length: 20_000 },
        (_, index) =>
          `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: r${index}\nrules: []\n`,
      ),
    ]),
  'many bindings': () =>
    list([
      DEPLOYMENT,
      ...Array.from(
        { length: 10_000 },
        (_, index) =>
          `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: r${index}\nroleRef: {kind: ClusterRole, name: x${index}}\nsubjects:\n- {kind: ServiceAccount, name: default, namespace: porch-system}\n`,
      ),
    ]),
  'many items': () =>
    list([DEPLOYMENT, ...Array.from({ length: 200_000 }, (_, index) => `kind: I${index}\n`)]),
  'many items in one file': () =>
    list([
      DEPLOYMENT,
      ...Array.from(
        { length: 20_000 },
        (_, index) =>
          `apiVersion: v1\nkind: I\nmetadata:\n  name: i${index}\n  annotations:\n    internal.config.kubernetes.io/path: 2-function-runner.yaml\n    internal.config.kubernetes.io/index: '${index}'\n`,
      ),
    ]),
  'many items in JSON': () =>
    json({
      ...head,
      items: Array.from({ length: 200_000 }, (_, index) => ({ kind: `I${index}` })),
      functionConfig: configMap(CREDENTIALS),
    }),
  'many Deployments': () => list(Array.from({ length: 10_000 }, () => DEPLOYMENT)),
  'many results': () =>
    `${list([DEPLOYMENT])}results:\n${many(index => `- message: m${index}\n  severity: info\n`)}`,
  'one long line of JSON': () =>
    json({
      ...head,
      items: [{ kind: 'Long', data: { text: 'x'.repeat(SIZE) } }],
      functionConfig: configMap(CREDENTIALS),
    }),
  'one line of JSON with many keys': () =>
    json({
      ...head,
      items: [
        {
          kind: 'Long',
          data: Object.fromEntries(
            Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 'v']),
          ),
        },
      ],
      functionConfig: configMap(CREDENTIALS),
    }),
  'carriage returns alone': () =>
    list([DEPLOYMENT, `kind: Text\ndata:\n${many(index => `  k${index}: v\n`)}`]).replaceAll(
      '\n',
      '\r',
    ),
  'carriage returns alone, many items': () =>
    list([
      DEPLOYMENT,
      ...Array.from({ length: 20_000 }, (_, index) => `kind: I${index}\n`),
    ]).replaceAll('\n', '\r'),
  CRLF: () =>
    list([DEPLOYMENT, `kind: Text\ndata:\n${many(index => `  k${index}: v\n`)}`]).replaceAll(
      '\n',
      '\r\n',
    ),
  'blank lines': () => list([DEPLOYMENT]).replace('items:\n', `items:\n${'\n'.repeat(SIZE)}`),
  'comments in the Deployment': () =>
    list([
      under(
        'command',
        many(() => '        # comment\n'),
      ),
    ]),
  anchors: () =>
    list([DEPLOYMENT, `kind: Anchors\ndata:\n${many(index => `  k${index}: &a${index} v\n`)}`]),
  'nested 90 levels': () => list([DEPLOYMENT, `kind: Deep\ndata: ${nested('[', ']', 90)}\n`]),
  'nested 100 levels': () => list([DEPLOYMENT, `kind: Deep\ndata: ${nested('{a: ', '}', 100)}\n`]),
  'nested 100 levels, in blocks': () =>
    list([DEPLOYMENT, `kind: Deep\ndata:\n${blockNested(100).replace(/^(?=.)/gm, '  ')}`]),
  'nested 100 levels, in the Deployment': () =>
    list([DEPLOYMENT.replace('metadata:\n', `metadata:\n  x: ${nested('[', ']', 100)}\n`)]),
  'nested in JSON': () =>
    `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"Deep","a":${nested('[', ']', SIZE / 2)}}]}`,
  'brackets that do not close': () => list([DEPLOYMENT, `kind: Deep\ndata: ${'['.repeat(SIZE)}\n`]),
  'question marks': () => list([DEPLOYMENT, `kind: Deep\ndata:\n  ${'? '.repeat(90)}a\n`]),
  'quotes in column 0': () =>
    list([DEPLOYMENT]).replace(
      'functionConfig',
      () => `x: "${'a\n'.repeat(SIZE / 2)}"\nfunctionConfig`,
    ),
  'many quotes that go on in column 0': () =>
    list([DEPLOYMENT]).replace(
      'functionConfig',
      () => `- kind: Quotes\n  data:\n${many(index => `    k${index}: "a\nb"\n`)}functionConfig`,
    ),
  'many quotes that stay open': () =>
    list([DEPLOYMENT, `kind: Quotes\ndata:\n  text: |\n${many(() => '    " \' "\n')}`]),
  'items that end with a quote': () =>
    list([
      DEPLOYMENT,
      ...Array.from({ length: 20_000 }, (_, index) => `kind: I${index}\ntext: |\n  say "\n`),
    ]),
  'a value of colons and blanks': () =>
    list([DEPLOYMENT], configMap({ ...CREDENTIALS, syncImage: `a${': '.repeat(300_000)}ü` })),
  'a docker config of many entries': () =>
    list(
      [DEPLOYMENT],
      configMap({
        'config.json': json({
          auths: Object.fromEntries(
            Array.from({ length: 20_000 }, (_, index) => [
              `r${index}.example.com`,
              { auth: 'dTpw' },
            ]),
          ),
        }),
      }),
    ),
  'many registries': () =>
    list(
      [DEPLOYMENT],
      configMap({
        registries: json(
          Array.from({ length: 20_000 }, (_, index) => ({
            registry: `r${index}.example.com`,
            username: 'u',
            password: 'p',
          })),
        ),
      }),
    ),
};

function measure(folder: string, text: string): { ms: number; mib: number; status: number | null } {
  const file = join(folder, 'input.yaml');
  writeFileSync(file, text);
  const stdin = openSync(file, 'r');
  const argv = ['--format=%U %S %M', process.execPath, FUNCTION];
  const { status, stderr } = spawnSync('/usr/bin/time', argv, {
    stdio: [stdin, 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 20_000,
  });
  closeSync(stdin);
  const [user = 99, system = 0, kib = 0] =
    stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { ms: (user + system) * 1000, mib: kib / 1024, status };
}

const folder = mkdtempSync(join(tmpdir(), 'epr-hostile-'));
try {
  for (const [name, input] of Object.entries(INPUTS)) {
    if (!name.includes(only)) continue;
    const { ms, mib, status } = measure(folder, input());
    const isMet = ms <= MOST.ms && mib <= MOST.mib;
    if (!isMet) process.exitCode = 1;
    const line = `${isMet ? ' ' : '!'} ${ms.toFixed(0).padStart(6)} ms ${mib.toFixed(0).padStart(5)} MiB  status ${status}  ${name}\n`;
    process.stdout.write(line);
  }
} finally {
  rmSync(folder, { recursive: true });
}
