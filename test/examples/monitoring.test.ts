// The monitoring of the examples: its alerts by promtool, its selectors and ports against the sync's manifest.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { dump, load } from 'js-yaml';
import { Metrics } from '../../src/controller/report/metrics.ts';
import { syncManifest } from '../../src/function/desired/sync-manifest.ts';
import { needsPromtool, promtool } from '../controller/prometheus.ts';

const textOf = (file: string) =>
  readFileSync(new URL(`../../examples/monitoring/${file}.yaml`, import.meta.url), 'utf8');
const POD = { namespace: 'porch-system', pod: 'sync-1' };
const series = (name: string, values: string) => ({
  series: `pull_secret_sync_${name}{namespace="${POD.namespace}",pod="${POD.pod}"}`,
  values,
});
/** All is well for an hour: in sync, with a success each minute. */
const WELL = {
  target_drift: '0x60',
  last_success_timestamp_seconds: '0+60x60',
  build_info: '1x60',
};

/** Prometheus' notation of series repeats no NaN. */
const UNKNOWN = 'NaN '.repeat(50).trim();

type Case = readonly [what: string, change: Partial<typeof WELL>, at: string, alerts: string[]];
const CASES: readonly Case[] = [
  ['nothing while all is well', {}, '60m', []],
  [
    'a drift of more than ten minutes',
    { target_drift: '0x9 1x50' },
    '25m',
    ['PullSecretCopyStale'],
  ],
  ['no drift of five minutes', { target_drift: '0x9 1x5 0x45' }, '20m', []],
  ['a drift that is unknown', { target_drift: `0x9 ${UNKNOWN}` }, '25m', ['PullSecretCopyStale']],
  [
    'no success for more than ten minutes',
    { last_success_timestamp_seconds: '0+60x9 540x50' },
    '30m',
    ['PullSecretSyncFailing'],
  ],
  [
    'no success ever',
    { last_success_timestamp_seconds: '0x60', target_drift: UNKNOWN },
    '30m',
    ['PullSecretCopyStale', 'PullSecretSyncFailing'],
  ],
  ['a sync that is gone', { build_info: '1x9 _x50' }, '30m', ['PullSecretSyncAbsent']],
];
const ALERTS = ['PullSecretCopyStale', 'PullSecretSyncFailing', 'PullSecretSyncAbsent'];

type Rule = { readonly alert: string; readonly annotations: Record<string, string> };
type Rules = { readonly spec: { readonly groups: readonly { readonly rules: readonly Rule[] }[] } };

describe('the alerts of the examples', () => {
  needsPromtool();
  const { spec } = load(textOf('prometheus-rule')) as Rules;
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    writeFileSync(join(folder, 'rules.yaml'), dump(spec));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are without fault for promtool', () => {
    promtool(['check', 'rules', '--lint-fatal', join(folder, 'rules.yaml')]);
  });

  for (const [what, change, at, fired] of CASES) {
    it(`report ${what}`, () => {
      const tests = join(folder, 'tests.yaml');
      const input = Object.entries({ ...WELL, ...change });
      const expected = (alertname: string) => {
        const labels = alertname === 'PullSecretSyncAbsent' ? {} : POD;
        const exp = {
          exp_labels: { ...labels, severity: 'warning' },
          exp_annotations: told(alertname),
        };
        return { eval_time: at, alertname, exp_alerts: fired.includes(alertname) ? [exp] : [] };
      };
      const test = {
        interval: '1m',
        input_series: input.map(([name, values]) => series(name, values)),
        alert_rule_test: ALERTS.map(expected),
      };
      writeFileSync(
        tests,
        dump({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] }),
      );
      promtool(['test', 'rules', tests]);
    });
  }

  /** Its annotations, of one pod. */
  function told(alertname: string): Record<string, string> {
    const rule = spec.groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === alertname);
    const filled = Object.entries(rule?.annotations ?? {}).map(
      ([key, text]) =>
        [
          key,
          text.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: keyof typeof POD) => POD[label]),
        ] as const,
    );
    return Object.fromEntries(filled);
  }

  it('use metrics that the sync has', async () => {
    const sources = { clock: { date: () => new Date() }, memory: () => 0, requests: new Map() };
    const metrics = await new Metrics(sources, []).text();
    const used = textOf('prometheus-rule').match(/pull_secret_sync_\w+/g) ?? [];
    expect(used.filter(name => !metrics.includes(`# TYPE ${name} `))).to.deep.equal([]);
  });
});

describe('the selectors of the examples', () => {
  const pod = syncManifest({
    placement: 'companion',
    deployment: 'function-runner',
    namespace: 'porch-system',
    podNamespace: 'porch-fn-system',
    secretName: 'auth-secret',
    image: 'epr:v1',
    runnerAccount: 'porch-fn-runner',
    grantRunner: false,
    runnerSelector: undefined,
  }).find(({ kind }) => kind === 'Deployment') as unknown as Deployment;
  const { metadata, spec } = pod.spec.template;
  const ports = spec.containers.flatMap(container => container.ports.map(({ name }) => name));

  it('select the pod of the sync, and its port', () => {
    const monitor = load(textOf('pod-monitor')) as Monitor;
    expect(monitor.metadata.namespace).to.equal(pod.metadata.namespace);
    expect(metadata.labels).to.include(monitor.spec.selector.matchLabels);
    expect(ports).to.include(monitor.spec.podMetricsEndpoints[0]?.port);
    const policy = load(textOf('network-policy')) as Policy;
    expect(policy.metadata.namespace).to.equal(pod.metadata.namespace);
    expect(metadata.labels).to.include(policy.spec.podSelector.matchLabels);
    expect(ports).to.include(policy.spec.ingress[0]?.ports[0]?.port);
  });
});

type Named = { readonly namespace: string };
type Labels = Readonly<Record<string, string>>;
type Port = { readonly name: string };
type Deployment = {
  readonly metadata: Named;
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: { readonly containers: readonly { readonly ports: readonly Port[] }[] };
    };
  };
};
type Monitor = {
  readonly metadata: Named;
  readonly spec: {
    readonly selector: { readonly matchLabels: Labels };
    readonly podMetricsEndpoints: readonly { readonly port: string }[];
  };
};
type Policy = {
  readonly metadata: Named;
  readonly spec: {
    readonly podSelector: { readonly matchLabels: Labels };
    readonly ingress: readonly { readonly ports: readonly { readonly port: string }[] }[];
  };
};
