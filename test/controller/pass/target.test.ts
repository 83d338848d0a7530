import { expect } from 'chai';
import type { Secret } from '../../../src/controller/api/objects.ts';
import { planTarget } from '../../../src/controller/pass/target.ts';
import {
  DOCKER_CONFIG_KEY,
  MANAGED_BY,
  MANAGER,
  PART_ANNOTATION,
} from '../../../src/registry/pull-secret.ts';
import { base64, PAYLOAD, REFS, target, unlabelled } from '../samples.ts';

const plan = (secret: Secret | undefined) => planTarget(secret, REFS.target, PAYLOAD);
const OTHER = { [DOCKER_CONFIG_KEY]: base64('{}') };
const OWNED = { ...unlabelled().metadata, ownerReferences: [{ controller: true }] };

/** As a label setter leaves it. */
const relabelled = (data: Secret['data'] & object): Secret => {
  const secret = unlabelled({ data }, { [MANAGED_BY]: 'Helm' });
  const annotations = { [PART_ANNOTATION]: 'copy' };
  return { ...secret, metadata: { ...secret.metadata, annotations } };
};

describe('the target Secret', () => {
  it('is left alone where it is a copy', () => {
    expect(plan(target())).to.deep.equal({});
  });

  it('is created with its whole content and our label', () => {
    expect(plan(undefined).change).to.deep.equal({
      object: 'target',
      verb: 'create',
      version: undefined,
      why: 'target-missing',
      body: {
        metadata: {
          name: 'auth-secret',
          namespace: 'porch-fn-system',
          labels: { [MANAGED_BY]: MANAGER },
          annotations: { [PART_ANNOTATION]: 'copy' },
        },
        type: 'kubernetes.io/dockerconfigjson',
        data: { [DOCKER_CONFIG_KEY]: PAYLOAD },
      },
    });
  });

  const patched: readonly (readonly [what: string, secret: Secret, why: string, gone?: object])[] =
    [
      ['other bytes', target({ data: OTHER }), 'target-differs'],
      ['more keys', target({ data: { ...OTHER, x: 'eA==' } }), 'target-differs', { x: null }],
      ['no data', target({ data: {} }), 'target-differs'],
      ['our copy under another label', relabelled(OTHER), 'target-differs'],
      ["the runner's copy", unlabelled({ data: OTHER }), 'target-unlabelled'],
      ['our copy without its label', unlabelled(), 'target-unlabelled'],
    ];
  for (const [what, secret, why, gone] of patched) {
    it(`is changed in place, under its version and no more than needed: ${what}`, () => {
      expect(plan(secret).change).to.deep.equal({
        object: 'target',
        verb: 'patch',
        version: '7',
        why,
        body: {
          metadata: {
            resourceVersion: '7',
            labels: { [MANAGED_BY]: MANAGER },
            annotations: { [PART_ANNOTATION]: 'copy' },
          },
          data: { ...gone, [DOCKER_CONFIG_KEY]: PAYLOAD },
        },
      });
    });
  }

  for (const [what, change] of [
    ['of another type', { type: 'Opaque' }],
    ['immutable', { immutable: true }],
    ['immutable and stale', { immutable: true, data: OTHER }],
  ] as const) {
    it(`is left to a user where it is ours and ${what}`, () => {
      const { change: made, finding } = plan(target(change));
      expect(made).to.equal(undefined);
      expect(finding?.code).to.equal('target-unchangeable');
    });
  }

  const foreign: readonly (readonly [what: string, secret: Secret])[] = [
    ['another type', unlabelled({ type: 'Opaque' })],
    ['other keys', unlabelled({ data: { ...OTHER, x: 'eA==' } })],
    ['immutability', unlabelled({ immutable: true })],
    ["another owner's label", unlabelled({}, { [MANAGED_BY]: 'Helm' })],
    ['a controller', unlabelled({ metadata: OWNED })],
  ];
  for (const [what, secret] of foreign) {
    it(`is foreign where it has, without our label, ${what}`, () => {
      const { change, finding } = plan(secret);
      expect(change).to.equal(undefined);
      expect(finding?.code).to.equal('target-foreign');
    });
  }
});
