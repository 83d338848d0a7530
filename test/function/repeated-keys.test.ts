// A key that an item repeats in its metadata: the item is not read, and must not be taken for absent.
import { expect } from 'chai';
import { DEPLOYMENT } from '../support/config.ts';
import { bodyWith, DISABLED, once, run, WITHOUT_SYNC } from '../support/text.ts';

const TWICE = 'labels: {team: a, team: a}';
/** The same text with a label twice in the metadata of that kind. */
const repeated = (text: string, kind: string) =>
  text.replace(new RegExp(`(kind: ${kind}\\n *metadata:\\n( *))`), `$1${TWICE}\n$2`);
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: auth-secret
  namespace: porch-system
type: kubernetes.io/dockerconfigjson
data: {.dockerconfigjson: e30=}
`;

describe('an item that repeats a key of its metadata', () => {
  const cases: Record<string, [body: string, data: Readonly<Record<string, string>>]> = {
    'the Secret of an earlier run': [repeated(once(WITHOUT_SYNC), 'Secret'), WITHOUT_SYNC],
    'the same, with `state: disabled`': [repeated(once(WITHOUT_SYNC), 'Secret'), DISABLED],
    'a Secret of something else': [bodyWith(DEPLOYMENT, repeated(SECRET, 'Secret')), WITHOUT_SYNC],
    'the Deployment': [bodyWith(repeated(DEPLOYMENT, 'Deployment')), WITHOUT_SYNC],
  };
  for (const [name, [body, data]] of Object.entries(cases)) {
    it(`is an error, and all items stay: ${name}`, () => {
      expect(body).to.contain(TWICE);
      const refused = run(body, data);
      expect(refused.codes).to.deep.equal(['error -: item-invalid']);
      expect(refused.messages).to.match(/^`items\[\d\]` cannot be read: line 4 repeats a key/);
      expect(refused.body).to.equal(body);
    });
  }

  it('passes where the function has nothing to do with it', () => {
    const other = repeated(SECRET.replace('auth-secret', 'unrelated'), 'Secret');
    const body = bodyWith(DEPLOYMENT, other);
    expect(run(body, WITHOUT_SYNC).body).to.contain(TWICE);
  });
});
