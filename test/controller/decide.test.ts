import { expect } from 'chai';
import { decide, type Observed } from '../../src/controller/decide.ts';
import type { Secret } from '../../src/controller/objects.ts';
import { MANAGED_BY } from '../../src/registry/pull-secret.ts';
import { PAYLOAD, REFS, serviceAccount, source, target, unlabelled } from './samples.ts';

const SYNCED: Observed = {
  source: source(),
  target: target(),
  serviceAccount: serviceAccount('auth-secret'),
};
const decided = (change: Partial<Observed> = {}) => decide({ ...SYNCED, ...change }, REFS);
const verbs = (change: Partial<Observed>) => decided(change).steps.map(({ verb }) => verb);

describe('the decision', () => {
  it('is nothing where everything is in place', () => {
    expect(decided()).to.deep.equal({
      state: 'synced',
      steps: [],
      remarks: [],
      drift: false,
      payload: PAYLOAD,
    });
  });

  it('makes the target first, then lists it', () => {
    const decision = decided({ target: undefined, serviceAccount: serviceAccount() });
    expect(decision).to.include({ state: 'synced', drift: true });
    expect(decision.steps.map(({ verb }) => verb)).to.deep.equal(['create', 'attach']);
  });

  it('appends to the pull secrets that others put there', () => {
    const { steps } = decided({ serviceAccount: serviceAccount('a', 'b') });
    expect(steps).to.deep.equal([
      {
        verb: 'attach',
        serviceAccount: serviceAccount('a', 'b', 'auth-secret'),
        why: 'it does not list the Secret',
      },
    ]);
  });

  it('takes a ServiceAccount without the list', () => {
    const { metadata } = serviceAccount();
    expect(verbs({ serviceAccount: { metadata } })).to.deep.equal(['attach']);
  });

  for (const [what, broken, state] of [
    ['missing', undefined, 'waiting'],
    ['invalid', source('{'), 'invalid'],
  ] as const) {
    describe(`with the source ${what}`, () => {
      it('leaves the last good target, and keeps it listed', () => {
        const decision = decided({ source: broken, serviceAccount: serviceAccount() });
        expect(decision).to.include({ state, drift: false, payload: undefined });
        expect(decision.steps.map(({ verb }) => verb)).to.deep.equal(['attach']);
      });

      it('makes no target, and lists none', () => {
        const change = { source: broken, target: undefined, serviceAccount: serviceAccount() };
        expect(verbs(change)).to.deep.equal([]);
      });

      it('does not list a foreign Secret', () => {
        const change = { source: broken, target: unlabelled(), serviceAccount: serviceAccount() };
        expect(verbs(change)).to.deep.equal([]);
      });
    });
  }

  it('refuses a foreign target, and does not list it', () => {
    const change = { target: unlabelled({ type: 'Opaque' }), serviceAccount: serviceAccount() };
    expect(decided(change)).to.deep.include({
      state: 'refused',
      steps: [],
      remarks: [
        {
          severity: 'warning',
          reason: 'TargetForeign',
          message:
            'Secret "porch-fn-system/auth-secret" is not overwritten, because it has another type: ' +
            'it must be deleted, or another `secretName` be chosen',
        },
      ],
    });
  });

  const drifts: readonly (readonly [what: string, secret: Secret | undefined, drift: boolean])[] = [
    ['missing', undefined, true],
    ['of other bytes', target({ data: {} }), true],
    ['of another type', target({ type: 'Opaque' }), true],
    ['foreign by its type', unlabelled({ type: 'Opaque' }), true],
    ['foreign by its owner', unlabelled({}, { [MANAGED_BY]: 'Helm' }), true],
    ["the runner's copy", unlabelled(), false],
    ['immutable', target({ immutable: true }), false],
  ];
  for (const [what, secret, drift] of drifts) {
    it(`says whether pods can use the target: ${what}`, () => {
      expect(decided({ target: secret }).drift).to.equal(drift);
    });
  }

  it('waits for a target that is being deleted', () => {
    const metadata = { ...target().metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };
    const decision = decided({ target: target({ metadata, immutable: true }) });
    expect(decision).to.deep.include({
      state: 'waiting',
      steps: [],
      remarks: [
        {
          severity: 'info',
          reason: 'TargetTerminating',
          message:
            'Secret "porch-fn-system/auth-secret" is being deleted; it is made again once it is gone',
        },
      ],
    });
  });

  it('waits for the ServiceAccount, with the target in place', () => {
    const decision = decided({ target: undefined, serviceAccount: undefined });
    expect(decision.state).to.equal('waiting');
    expect(decision.steps.map(({ verb }) => verb)).to.deep.equal(['create']);
    expect(decision.remarks).to.deep.equal([
      {
        severity: 'info',
        reason: 'ServiceAccountMissing',
        message:
          'ServiceAccount "porch-fn-system/default" must exist, so that its pods use the Secret',
      },
    ]);
  });
});
