import { expect } from 'chai';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { planTarget } from '../../../src/controller/pass/target.ts';
import { DOCKER_CONFIG_KEY, MANAGED_BY, MANAGER } from '../../../src/registry/pull-secret.ts';
import { base64, PAYLOAD, REFS, target, unlabelled } from '../samples.ts';

const plan = (secret: Secret | undefined) => planTarget(secret, REFS.target, PAYLOAD);
const OTHER = { [DOCKER_CONFIG_KEY]: base64('{}') };
const OWNED = { ...unlabelled().metadata, ownerReferences: [{ controller: true }] };

describe('the target Secret', () => {
  it('is left alone where it is a copy', () => {
    expect(plan(target())).to.deep.equal({});
  });

  it('is created with its whole content and our label', () => {
    expect(plan(undefined).change).to.deep.equal({
      verb: 'create',
      why: 'target-missing',
      secret: {
        metadata: {
          name: 'auth-secret',
          namespace: 'porch-fn-system',
          labels: { [MANAGED_BY]: MANAGER },
        },
        type: 'kubernetes.io/dockerconfigjson',
        data: { [DOCKER_CONFIG_KEY]: PAYLOAD },
      },
    });
  });

  const updated: readonly (readonly [what: string, secret: Secret, why: string])[] = [
    ['other bytes', target({ data: OTHER }), 'target-differs'],
    ['a key too many', target({ data: { ...target().data, x: 'eA==' } }), 'target-differs'],
    ['no data', target({ data: {} }), 'target-differs'],
    ["the runner's copy", unlabelled({ data: OTHER }), 'target-unlabelled'],
    ['our copy without its label', unlabelled(), 'target-unlabelled'],
  ];
  for (const [what, secret, why] of updated) {
    it(`is updated in place: ${what}`, () => {
      const { metadata, ...rest } = secret;
      expect(plan(secret)).to.deep.equal({
        change: {
          verb: 'update',
          why,
          secret: {
            ...rest,
            metadata: { ...metadata, labels: { [MANAGED_BY]: MANAGER } },
            data: { [DOCKER_CONFIG_KEY]: PAYLOAD },
          },
        },
      });
    });
  }

  it('keeps what others wrote to its metadata', () => {
    const metadata = {
      ...unlabelled().metadata,
      labels: { team: 'a' },
      annotations: { note: 'b' },
    };
    expect(plan({ ...unlabelled(), metadata }).change).to.deep.include({
      secret: {
        ...target(),
        metadata: { ...metadata, labels: { team: 'a', [MANAGED_BY]: MANAGER } },
      },
    });
  });

  for (const [fields, why] of [
    [{ type: 'Opaque' }, 'target-mistyped'],
    [{ immutable: true }, 'target-immutable'],
  ] as const) {
    it(`is replaced where it is ours: ${why}`, () => {
      const stale = target(fields);
      const { change } = plan(stale);
      expect(change).to.deep.equal({ ...plan(undefined).change, verb: 'replace', stale, why });
    });
  }

  it('is not replaced while it is being deleted', () => {
    const metadata = { ...target().metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(plan(target({ metadata, type: 'Opaque' }))).to.deep.equal({ terminating: true });
  });

  const foreign: readonly (readonly [secret: Secret, why: string])[] = [
    [unlabelled({ type: 'Opaque' }), 'it has another type'],
    [unlabelled({ data: { ...OTHER, x: 'eA==' } }), 'it has other keys'],
    [unlabelled({ immutable: true }), 'it is immutable'],
    [unlabelled({}, { [MANAGED_BY]: 'Helm' }), 'its label names another owner'],
    [unlabelled({ metadata: OWNED }), 'it belongs to a controller'],
  ];
  for (const [secret, why] of foreign) {
    it(`is foreign where, without our label, ${why}`, () => {
      expect(plan(secret)).to.deep.equal({ foreign: why });
    });
  }
});
