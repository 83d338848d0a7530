import { expect } from 'chai';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { type Decision, decide, type Observed } from '../../../src/controller/pass/decide.ts';
import { MANAGED_BY } from '../../../src/registry/pull-secret.ts';
import {
  codesOf,
  NOW,
  PAYLOAD,
  REFS,
  serviceAccount,
  source,
  target,
  unlabelled,
} from '../samples.ts';

const SYNCED: Observed = {
  source: source(),
  target: target(),
  serviceAccount: serviceAccount('auth-secret'),
};
const decided = (change: Partial<Observed> = {}) => decide({ ...SYNCED, ...change }, REFS, NOW);
const steps = ({ changes }: Decision) => changes.map(({ verb, object }) => `${verb} ${object}`);
const stepsFor = (change: Partial<Observed>) => steps(decided(change));

describe('the decision', () => {
  it('is nothing where everything is in place', () => {
    expect(decided()).to.deep.equal({
      state: 'synced',
      changes: [],
      findings: [],
      drift: false,
      payload: PAYLOAD,
    });
  });

  it('makes the target first, then lists it', () => {
    const decision = decided({ target: undefined, serviceAccount: serviceAccount() });
    expect(decision).to.include({ state: 'synced', drift: true });
    expect(steps(decision)).to.deep.equal(['create target', 'patch serviceAccount']);
  });

  it('appends to the pull secrets that others put there', () => {
    const { changes } = decided({ serviceAccount: serviceAccount('a', 'b') });
    expect(changes).to.deep.equal([
      {
        object: 'serviceAccount',
        verb: 'patch',
        version: '9',
        why: 'service-account-unlisted',
        body: {
          metadata: { resourceVersion: '9' },
          imagePullSecrets: [{ name: 'a' }, { name: 'b' }, { name: 'auth-secret' }],
        },
      },
    ]);
  });

  it('takes a ServiceAccount without the list', () => {
    const { metadata } = serviceAccount();
    expect(stepsFor({ serviceAccount: { metadata } })).to.deep.equal(['patch serviceAccount']);
  });

  for (const [what, broken, state] of [
    ['missing', undefined, 'waiting'],
    ['invalid', source('{'), 'invalid'],
  ] as const) {
    describe(`with the source ${what}`, () => {
      it('leaves the last good target, and keeps it listed', () => {
        const decision = decided({ source: broken, serviceAccount: serviceAccount() });
        expect(decision).to.include({ state, drift: undefined, payload: undefined });
        expect(steps(decision)).to.deep.equal(['patch serviceAccount']);
      });

      it('makes no target, and lists none', () => {
        const change = { source: broken, target: undefined, serviceAccount: serviceAccount() };
        expect(stepsFor(change)).to.deep.equal([]);
      });

      it('does not list a foreign Secret', () => {
        const change = { source: broken, target: unlabelled(), serviceAccount: serviceAccount() };
        expect(stepsFor(change)).to.deep.equal([]);
      });
    });
  }

  it('refuses a foreign target, and does not list it', () => {
    const change = { target: unlabelled({ type: 'Opaque' }), serviceAccount: serviceAccount() };
    const decision = decided(change);
    expect(decision).to.deep.include({ state: 'refused', changes: [] });
    expect(codesOf(decision.findings)).to.deep.equal(['target-foreign']);
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

  for (const change of [{ immutable: true }, { type: 'Opaque' }]) {
    it(`leaves a copy that cannot be changed to a user: ${JSON.stringify(change)}`, () => {
      const decision = decided({ target: target(change) });
      expect(decision).to.deep.include({ state: 'refused', changes: [] });
      expect(codesOf(decision.findings)).to.deep.equal(['target-unchangeable']);
    });
  }

  it('keeps a copy with logins, and its place in the list, from a source without any', () => {
    const decision = decided({ source: source('{}'), serviceAccount: serviceAccount() });
    expect(decision).to.include({ state: 'invalid', drift: undefined, payload: undefined });
    expect(steps(decision)).to.deep.equal(['patch serviceAccount']);
  });

  it('makes the copy though the ServiceAccount could not be read, and lists nothing', () => {
    const decision = decided({ target: undefined, serviceAccount: 'unread' });
    expect(decision.state).to.equal('synced');
    expect(steps(decision)).to.deep.equal(['create target']);
    expect(decision.findings).to.deep.equal([]);
  });

  it('waits for the ServiceAccount, with the target in place', () => {
    const decision = decided({ target: undefined, serviceAccount: undefined });
    expect(decision.state).to.equal('waiting');
    expect(steps(decision)).to.deep.equal(['create target']);
    expect(codesOf(decision.findings)).to.deep.equal(['service-account-missing']);
  });
});
