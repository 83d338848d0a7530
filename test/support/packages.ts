// Random ResourceLists that hold a function-runner Deployment without any private-registry wiring.
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { CA, OTHER_CA } from './certificates.ts';
import { CREDENTIALS, SEED_DOCKER_CONFIG } from './config.ts';

const FLAGS = [
  '--config=/home/app/config.yaml',
  '--functions=/fns',
  '--pod-namespace=porch-fn-system',
];

/** Lines that a user may leave between the others, and that must stay. */
const comment = fc.constantFrom('', '', '# a comment: with a colon', '#', '# - not an item');

type Shape = {
  readonly commandFlags: readonly string[];
  readonly argsFlags: readonly string[] | undefined;
  readonly program: string | undefined;
  readonly flow: boolean;
  readonly quote: string;
  readonly indented: boolean;
  readonly mounts: number;
  readonly volumes: number;
  readonly comment: string;
  readonly tag: string;
  readonly place: boolean;
  /** Of the container's keys behind its name, and of the pod's: any may be the last. */
  readonly order: readonly (typeof CONTAINER_KEYS)[number][];
  readonly podOrder: readonly (typeof POD_KEYS)[number][];
};

const CONTAINER_KEYS = ['image', 'command', 'args', 'volumeMounts', 'ports'] as const;
const POD_KEYS = ['containers', 'volumes', 'initContainers'] as const;
const shuffled = <T>(keys: readonly T[]) =>
  fc.shuffledSubarray([...keys], { minLength: keys.length });

const shape: fc.Arbitrary<Shape> = fc.record({
  commandFlags: fc.subarray(FLAGS),
  argsFlags: fc.option(fc.subarray(FLAGS), { nil: undefined }),
  program: fc.option(fc.constantFrom('/server', '/home/app/server'), { nil: undefined }),
  flow: fc.boolean(),
  quote: fc.constantFrom('', '"', "'"),
  indented: fc.boolean(),
  mounts: fc.integer({ min: -1, max: 2 }),
  volumes: fc.integer({ min: -1, max: 2 }),
  comment,
  tag: fc.constantFrom('v3.0.2', 'v4.0.0', 'v1.4.0', 'v1.5.8', 'latest', 'my-fork', '1.5.6'),
  place: fc.boolean(),
  order: shuffled(CONTAINER_KEYS),
  podOrder: shuffled(POD_KEYS),
});

/** The lines of a list under a key, in block or flow style; none for a list that is missing. */
function listLines(
  key: string,
  items: readonly string[] | undefined,
  { flow, indented, comment }: Shape,
): string[] {
  if (items === undefined) return [];
  if (flow || items.length === 0) return [`${key}: [${items.join(', ')}]`];
  const pad = indented ? '  ' : '';
  return [`${key}:`, ...items.flatMap(item => [...(comment ? [comment] : []), `${pad}- ${item}`])];
}

const times = (count: number, item: (index: number) => string): string[] | undefined =>
  count < 0 ? undefined : Array.from({ length: count }, (_, index) => item(index));

function deployment(shape: Shape): string {
  const { commandFlags, argsFlags, program, quote, mounts, volumes, tag, place } = shape;
  const { order, podOrder } = shape;
  const quoted = (items: readonly string[]) => items.map(item => quote + item + quote);
  const command = program === undefined ? undefined : quoted([program, ...commandFlags]);
  const list = (key: string, items: readonly string[] | undefined) => listLines(key, items, shape);
  const container: Record<Shape['order'][number], string[]> = {
    image: [`image: docker.io/nephio/porch-function-runner:${tag}`],
    command: list('command', command),
    args: list('args', argsFlags && quoted(argsFlags)),
    volumeMounts: list(
      'volumeMounts',
      times(mounts, i => `{mountPath: /mnt/v${i}, name: v${i}}`),
    ),
    ports: ['ports: [{containerPort: 9445}] # a comment'],
  };
  const pod: Record<Shape['podOrder'][number], string[]> = {
    containers: [
      'containers:',
      '- name: function-runner',
      ...order.flatMap(key => container[key]).map(line => `  ${line}`),
    ],
    volumes: list(
      'volumes',
      times(volumes, i => `{name: v${i}, emptyDir: {}}`),
    ),
    initContainers: ['initContainers:', '- name: first', '  image: busybox'],
  };
  const podSpec = podOrder.flatMap(key => pod[key]);
  const annotations = [
    'annotations:',
    "  internal.config.kubernetes.io/path: '2-function-runner.yaml'",
    "  internal.config.kubernetes.io/index: '1'",
  ];
  return [
    ...(shape.comment ? [shape.comment] : []),
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    ...['name: function-runner', 'namespace: porch-system', ...(place ? annotations : [])].map(
      line => `  ${line}`,
    ),
    'spec:',
    '  template:',
    '    spec:',
    ...podSpec.map(line => `      ${line}`),
  ].join('\n');
}

/** Other objects, with everything in them that a scanner by columns could stumble over. */
const bystander = fc
  .record({
    kind: fc.constantFrom('ConfigMap', 'Service', 'Secret', 'Widget'),
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    text: fc.constantFrom('- a\n---\nitems:\n- b\n', '{}', 'x: y # z', '"', 'ü\u00a0\u{1f600}', ''),
    value: fc.jsonValue({ maxDepth: 2 }),
  })
  .map(({ kind, name, text, value }) =>
    dump({
      apiVersion: 'v1',
      kind,
      metadata: { name: `x-${name}` },
      data: { text, value },
    }).trimEnd(),
  );

type Wrapping = {
  readonly eol: string;
  readonly indented: boolean;
  readonly closed: boolean;
  /** The functionConfig stands before the items, so that they end the text. */
  readonly configFirst: boolean;
};

/** A ResourceList's text in block style. */
function resourceList(items: readonly string[], config: object, wrapping: Wrapping): string {
  const { eol, indented, closed, configFirst } = wrapping;
  const pad = indented ? '  ' : '';
  const lines = ['items:'];
  for (const item of items) {
    const [first, ...rest] = item.split('\n');
    lines.push(`${pad}- ${first}`, ...rest.map(line => (line === '' ? line : `${pad}  ${line}`)));
  }
  const head = ['apiVersion: config.kubernetes.io/v1', 'kind: ResourceList'];
  const section = dump({ functionConfig: config }).trimEnd().split('\n');
  const body = configFirst ? [...section, ...lines] : [...lines, ...section];
  return [...head, ...body].join(eol) + (closed ? eol : '');
}

/** A package's ResourceList with the functionConfig that it is given. */
export const packages = fc
  .record({
    before: fc.array(bystander, { maxLength: 3 }),
    deployment: shape.map(deployment),
    after: fc.array(bystander, { maxLength: 3 }),
    wrapping: fc.record({
      eol: fc.constantFrom('\n', '\n', '\r\n'),
      indented: fc.boolean(),
      closed: fc.boolean(),
      configFirst: fc.boolean(),
    }),
  })
  .map(({ before, deployment, after, wrapping }) => {
    const items = [...before, deployment, ...after];
    return (config: object): string => resourceList(items, config, wrapping);
  });

/** Options that go with every mode. */
const choices = fc.record(
  {
    secretName: fc.constantFrom('auth-secret', 'pull.secret', 'x'),
    mountPath: fc.constantFrom('/var/tmp/auth-secret', '/creds', '/var/tmp/a b/', "/it's"),
    volumeName: fc.constantFrom('docker-config', 'creds'),
    secretPath: fc.constantFrom('secrets.yaml', 'a/b.yml'),
    porchVersion: fc.constantFrom('v3.0.2', 'v1.5.8'),
    sync: fc.constantFrom('companion', 'sidecar', 'none'),
    syncImage: fc.constantFrom('registry.example.com/epr:v1', 'epr@sha256:0'),
    syncPath: fc.constantFrom('secrets.yaml', 'sync.yaml'),
    tlsSecretName: fc.constantFrom('our-ca', 'registry-ca'),
    tlsCA: fc.constantFrom(CA, CA + OTHER_CA),
    tlsMountPath: fc.constantFrom('/var/tmp/tls-secret/', '/ca'),
    tlsVolumeName: fc.constantFrom('tls-registry-config', 'ca'),
  },
  { requiredKeys: [] },
);

export const wantsTls = (chosen: Readonly<Record<string, string>>): boolean =>
  chosen.tlsCA !== undefined || chosen.tlsSecretName !== undefined;

type Data = Readonly<Record<string, string>>;

const STORE = { secretMode: 'externalSecret', secretStore: 'vault', remoteKey: 'porch' };
/** What each mode needs. */
const mode = fc.constantFrom<Data[]>(
  CREDENTIALS,
  { 'config.json': SEED_DOCKER_CONFIG },
  { secretMode: 'existing' },
  { ...STORE, registry: 'ghcr.io' },
  {
    ...STORE,
    secretStoreKind: 'ClusterSecretStore',
    refreshInterval: '10m',
    registries: '[{registry: ghcr.io}, {registry: docker.io, remoteKey: hub}]',
  },
  {
    ...STORE,
    registries: '[{registry: ghcr.io}, {registry: quay.io, generator: QuayAccessToken/quay}]',
  },
  {
    secretMode: 'externalSecret',
    registries: '[{registry: quay.io, generator: QuayAccessToken/quay}]',
  },
);

/** Options as a user may combine them; credentials included. A private CA needs a release that has it. */
export const options = fc.tuple(choices, mode).map(([chosen, mode]): Data => {
  const all = { ...chosen, ...mode };
  return wantsTls(all) ? { ...all, porchVersion: 'v1.5.8' } : all;
});
