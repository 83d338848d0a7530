// A pull secret that was wired by hand: `existing` keeps it, and what takes its place names it.
import { expect } from 'chai';
import { CREDENTIALS, DEPLOYMENT } from '../support/config.ts';
import { bodyWith, once, run, type TextRun, wiredByHand } from '../support/text.ts';

const FLAGS = `        - --enable-private-registries=true
        - --registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson
        - --registry-auth-secret-name=regcred
`;
const BY_HAND = wiredByHand(FLAGS, '/var/tmp/auth-secret', 'secret: {secretName: regcred}');
const REGCRED = `apiVersion: v1
kind: Secret
metadata:
  name: regcred
  namespace: porch-system
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths":{"ghcr.io":{"auth":"dTpw"}}}'
`;
const EXISTING = { secretMode: 'existing', sync: 'none' };
const GENERATE = { ...CREDENTIALS, sync: 'none' };

const wiredTo = ({ body }: TextRun) => [
  ...new Set(
    [...body.matchAll(/(?:secret-name=|secretName: *)([\w-]+)/g)].map(match => match[1] ?? ''),
  ),
];
const isAboutIt = (line: string) => /wired-secret-kept|former-secret/.test(line);

describe('a Secret that is wired by hand', () => {
  for (const [where, items] of Object.entries({
    'in the package': [BY_HAND, REGCRED],
    'in the cluster only': [BY_HAND],
  })) {
    it(`stays wired with \`existing\` and no name, where it is ${where}`, () => {
      const kept = run(bodyWith(...items), EXISTING);
      expect(wiredTo(kept)).to.deep.equal(['regcred']);
      expect(kept.codes.filter(isAboutIt)).to.deep.equal([
        'info spec.template.spec.volumes: wired-secret-kept',
      ]);
      const again = run(kept.body, EXISTING);
      expect(again.body).to.equal(kept.body);
      expect(again.codes.filter(isAboutIt)).to.deep.equal(kept.codes.filter(isAboutIt));
    });
  }

  it('is judged where it stays', () => {
    const empty = REGCRED.replace(/\{"auths.*\}/, '{}');
    expect(run(bodyWith(BY_HAND, empty), EXISTING).codes).to.include(
      'warning stringData[".dockerconfigjson"]: no-login',
    );
  });

  it('is copied by the sync where it stays', () => {
    const { body } = run(bodyWith(BY_HAND), { secretMode: 'existing', syncImage: 'epr:v1' });
    expect(body).to.match(/name: SECRET_NAME\n +value: regcred/);
  });

  it('gives way to the one that `secretName` names, and is named', () => {
    const named = run(bodyWith(BY_HAND, REGCRED), { ...EXISTING, secretName: 'pull' });
    expect(wiredTo(named)).to.deep.equal(['pull']);
    expect(named.codes.filter(isAboutIt)).to.deep.equal(['warning -: former-secret']);
  });

  it('gives way to a generated one, and is named once', () => {
    const generated = run(bodyWith(BY_HAND, REGCRED), GENERATE);
    expect(wiredTo(generated)).to.deep.equal(['auth-secret']);
    expect(generated.codes.filter(isAboutIt)).to.deep.equal(['warning -: former-secret']);
    const about = generated.results.find(({ code }) => code === 'former-secret');
    expect(about?.resourceRef).to.include({ kind: 'Secret', name: 'regcred' });
    expect(run(generated.body, GENERATE).codes.filter(isAboutIt)).to.deep.equal([]);
  });

  it('is named on the Deployment where it is not in the package', () => {
    const { results } = run(bodyWith(BY_HAND), GENERATE);
    const about = results.find(({ code }) => code === 'former-secret');
    expect(about?.resourceRef).to.include({ kind: 'Deployment' });
    expect(about?.message).to.include('`regcred`');
  });
});

describe('a Secret that the function has generated', () => {
  it('is no Secret of the hand: it goes, and the default name is wired', () => {
    const first = once({ ...GENERATE, secretName: 'pull' });
    const next = run(first, EXISTING);
    expect(wiredTo(next)).to.deep.equal(['auth-secret']);
    expect(next.codes.filter(isAboutIt)).to.deep.equal([]);
  });

  it('is not left behind where it gets another name', () => {
    const first = once({ ...GENERATE, secretName: 'pull' }, DEPLOYMENT);
    const next = run(first, GENERATE);
    expect(wiredTo(next)).to.deep.equal(['auth-secret']);
    expect(next.codes.filter(isAboutIt)).to.deep.equal([]);
  });
});
