// The option that lets the sync refresh the function runner's pods.
import { expect } from 'chai';
import { DEPLOYMENT as BARE, CREDENTIALS } from '../support/config.ts';
import { bodyWith, type Data, once as onceOn, run } from '../support/text.ts';

const DEPLOYMENT = BARE.replace(
  /^spec:\n/m,
  '$&  selector:\n    matchLabels:\n      app: function-runner\n',
);
const once = (data: Data) => onceOn(data, DEPLOYMENT);
const REFRESHED = { ...CREDENTIALS, refreshRunner: 'true' };
const VARIABLE = /name: RUNNER_SELECTOR\n +value: app=function-runner\n/;
const RULE = /resources:\n +- pods\n +verbs:\n +- list\n +- patch\n/;

for (const sync of ['companion', 'sidecar']) {
  describe(`refreshRunner with sync: ${sync}`, () => {
    it('gives the sync the labels of the pods, and rights on pods', () => {
      const body = once({ ...REFRESHED, sync });
      expect(body).to.match(VARIABLE);
      expect(body).to.match(RULE);
    });

    it('takes both away again where it is left out', () => {
      const { body } = run(once({ ...REFRESHED, sync }), { ...CREDENTIALS, sync });
      expect(body).to.equal(once({ ...CREDENTIALS, sync }));
      expect(body).to.not.match(VARIABLE);
    });

    it('leaves a second run nothing to do', () => {
      const body = once({ ...REFRESHED, sync });
      expect(run(body, { ...REFRESHED, sync }).body).to.equal(body);
    });
  });
}

describe('refreshRunner', () => {
  it('is nothing without the sync', () => {
    const sync = { ...CREDENTIALS, sync: 'none' };
    expect(run(bodyWith(DEPLOYMENT), { ...sync, refreshRunner: 'true' }).body).to.equal(once(sync));
  });
});
