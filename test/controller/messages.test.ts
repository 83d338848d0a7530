// The words of the sync, in one place: every other test asserts codes.
import { expect } from 'chai';
import type { FailureKind } from '../../src/controller/api/cluster.ts';
import { connect } from '../../src/controller/api/connection.ts';
import { readConfig } from '../../src/controller/config.ts';
import { written } from '../../src/controller/pass/apply.ts';
import { decide, type Observed } from '../../src/controller/pass/decide.ts';
import { contested, unread, unwritten } from '../../src/controller/pass/outcome.ts';
import { refreshRunner } from '../../src/controller/pass/refresh.ts';
import { portTaken } from '../../src/controller/report/health.ts';
import { CODES, type Code } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { expectPlain } from '../support/plain-words.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeCluster } from './fake-cluster.ts';
import { configText, NOW, REFS, serviceAccount, source, target, unlabelled } from './samples.ts';

const SOURCE = 'Secret "porch-system/auth-secret"';
const TARGET = 'Secret "porch-fn-system/auth-secret"';
const ACCOUNT = 'ServiceAccount "porch-fn-system/default"';
const ACT = `patch ${TARGET}: 4xx`;

const decided = (change: Partial<Observed>) =>
  decide(
    {
      source: source(),
      target: target(),
      serviceAccount: serviceAccount('auth-secret'),
      ...change,
    },
    REFS,
    NOW,
  );
const found = (change: Partial<Observed>) => decided(change).findings;
const wrote = (change: Partial<Observed>) =>
  decided(change).changes.map(made => written(made, REFS));
const broken = (kind: FailureKind) => unread({ kind, message: ACT }).findings;
const environment = (change: Record<string, string>) =>
  readConfig({
    SOURCE_NAMESPACE: 'porch-system',
    TARGET_NAMESPACE: 'porch-fn-system',
    SECRET_NAME: 'auth-secret',
    KUBERNETES_SERVICE_HOST: '10.0.0.1',
    ...change,
  }).findings;

async function notRefreshed(): Promise<Finding[]> {
  const cluster = new FakeCluster();
  cluster.fault = () => ({ kind: 'denied', message: ACT });
  return refreshRunner(cluster, { namespace: 'porch-system', selector: 'a=b' }, new FakeClock());
}

const WORDS: readonly (readonly [code: Code, words: string, findings: readonly Finding[]])[] = [
  [
    'variable-missing',
    '`SECRET_NAME` is not set. It must be the name of an object (a DNS-1123 subdomain).',
    environment({ SECRET_NAME: '' }),
  ],
  [
    'variable-invalid',
    '`TARGET_NAMESPACE` has an invalid value. It must be the name of a namespace.',
    environment({ TARGET_NAMESPACE: 'a.b' }),
  ],
  [
    'variable-invalid',
    '`PORT` has an invalid value. It must be a port, 0 to 65535 (0 picks a free one).',
    environment({ PORT: '80a' }),
  ],
  [
    'variable-invalid',
    '`LOG_LEVEL` has an invalid value. It must be trace, debug, info, warn, error, fatal or silent.',
    environment({ LOG_LEVEL: 'verbose' }),
  ],
  [
    'variable-invalid',
    '`RESYNC_SECONDS` has an invalid value. It must be whole seconds, 1 to 99999.',
    environment({ RESYNC_SECONDS: '0' }),
  ],
  [
    'variable-invalid',
    '`LISTEN_ADDRESS` has an invalid value. It must be an IP address.',
    environment({ LISTEN_ADDRESS: 'localhost' }),
  ],
  [
    'variable-invalid',
    '`RUNNER_SELECTOR` has an invalid value. It must be labels, as in `app=function-runner,tier=a`.',
    environment({ RUNNER_SELECTOR: 'function-runner' }),
  ],
  [
    'namespaces-equal',
    '`TARGET_NAMESPACE` and `SOURCE_NAMESPACE` are equal. ' +
      'Set two different namespaces, or remove the sync: one Secret needs no copy.',
    environment({ TARGET_NAMESPACE: 'porch-system' }),
  ],
  [
    'cluster-unknown',
    'No cluster is known. Run the sync in a pod, or set `KUBECONFIG` to a file.',
    environment({ KUBERNETES_SERVICE_HOST: '' }),
  ],
  [
    'kubeconfig-unreadable',
    '`KUBECONFIG` names no readable kubeconfig with a current context. Set it to one.',
    connect('/nowhere').findings,
  ],
  [
    'port-taken',
    'The sync cannot listen at `PORT` of `LISTEN_ADDRESS` (EADDRINUSE). Set another port or address.',
    [portTaken('EADDRINUSE')],
  ],
  [
    'source-missing',
    `${SOURCE} does not exist yet. The sync copies it once it is created.`,
    found({ source: undefined }),
  ],
  [
    'source-invalid',
    `${SOURCE} is not a valid pull secret and will not be copied until it is fixed: ` +
      'it has no `.dockerconfigjson`',
    found({ source: { ...source(), data: {} } }),
  ],
  [
    'target-foreign',
    `${TARGET} is not the sync's own, so it is not overwritten: it has another type. ` +
      'Delete it, or choose another `secretName`.',
    found({ target: unlabelled({ type: 'Opaque' }) }),
  ],
  [
    'target-unchangeable',
    `${TARGET} cannot be updated: it is immutable. Delete it; the sync creates it again at once.`,
    found({ target: target({ immutable: true }) }),
  ],
  [
    'target-unchangeable',
    `${TARGET} cannot be updated: it has another type. Delete it; the sync creates it again at once.`,
    found({ target: target({ type: 'Opaque' }) }),
  ],
  [
    'target-contested',
    `Another writer has undone the sync's writes to ${TARGET} for minutes, so the sync writes less ` +
      'often. Find that writer in `metadata.managedFields`, and stop it.',
    [contested(REFS.target)],
  ],
  [
    'service-account-contested',
    `Another writer has undone the sync's writes to ${ACCOUNT} for minutes, so the sync writes less ` +
      'often. Find that writer in `metadata.managedFields`, and stop it.',
    [contested(REFS.serviceAccount)],
  ],
  [
    'source-empty',
    `${SOURCE} has no login, so it does not overwrite the copy, which has some. ` +
      'Add a login, or delete the copy.',
    found({ source: source('{}') }),
  ],
  [
    'write-failing',
    `${ACT}. The sync keeps trying; if this lasts, check the API server and its admission webhooks.`,
    unwritten({ kind: 'unreachable', message: ACT }, []).findings,
  ],
  [
    'credentials-unmounted',
    `${ACT}. The kubelet mounts this file for the pod's ServiceAccount; check that ` +
      '`automountServiceAccountToken` is not false.',
    broken('unmounted'),
  ],
  [
    'runner-not-refreshed',
    `${ACT}. The function runner uses the new credentials only when the kubelet refreshes its ` +
      'mounts, within two minutes; check that the manifest of the sync is applied.',
    await notRefreshed(),
  ],
  [
    'service-account-missing',
    `${ACCOUNT} does not exist. Create it, so that its pods use the Secret.`,
    found({ serviceAccount: undefined }),
  ],
  ['namespace-missing', `${ACT}. The namespace does not exist; create it.`, broken('absent')],
  [
    'namespace-terminating',
    `${ACT}. The namespace is being deleted; create it again once it is gone.`,
    broken('terminating'),
  ],
  [
    'unauthorized',
    `${ACT}. Authentication failed: check that the sync's ServiceAccount exists and that its token ` +
      'was issued by this cluster.',
    broken('unauthenticated'),
  ],
  [
    'forbidden',
    `${ACT}. Check that the namespace exists and that the sync's Role and RoleBinding are applied ` +
      'there; if they are, a quota or an admission policy is denying the request.',
    broken('denied'),
  ],
  [
    'rejected',
    `${ACT}. The API server or an admission webhook rejected the object; see its logs for the rule ` +
      'that failed.',
    broken('rejected'),
  ],
  ['target-missing', `create ${TARGET}: it does not exist`, wrote({ target: undefined })],
  [
    'target-unlabelled',
    `patch ${TARGET}: it lacks our annotation`,
    wrote({ target: unlabelled() }),
  ],
  [
    'target-differs',
    `patch ${TARGET}: its content differs`,
    wrote({ target: target({ data: {} }) }),
  ],
  [
    'service-account-unlisted',
    `patch ${ACCOUNT}: it does not list the Secret`,
    wrote({ serviceAccount: serviceAccount() }),
  ],
];

describe('the words of the sync', () => {
  for (const [code, words, findings] of WORDS) {
    it(`for ${code}: ${words}`, () => {
      expect(findings.map(({ code, message }) => [code, message])).to.deep.equal([[code, words]]);
      expectPlain(words);
    });
  }

  /** Its words end with those of the registry's findings, which have a table of their own. */
  it('for registry-never-found: what is copied, and what is of no use', () => {
    const [finding] = found({ source: source(configText('p', 'https://index.docker.io/v1/')) });
    expect(finding).to.have.property('code', 'registry-never-found');
    expect(finding?.message).to.match(
      /^Secret "porch-system\/auth-secret" is copied, but not every entry works for function runner and kubelet: \.dockerconfigjson: auths entry 1: /,
    );
  });

  it('are there for every code', () => {
    const tested = new Set<Code>([...WORDS.map(([code]) => code), 'registry-never-found']);
    expect(CODES.sync.filter(code => !tested.has(code))).to.deep.equal([]);
  });
});
