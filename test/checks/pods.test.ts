// A container that ends at a flag: the log has said which.
import { expect } from 'chai';
import { examine } from '../../src/checks/check.ts';
import { known } from '../../src/checks/fact.ts';
import { POD_CHECKS } from '../../src/checks/pod-checks.ts';
import { observeObjects, wired } from './wired.ts';

const crashing = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'function-runner-1', namespace: 'porch-system' },
  spec: { containers: [{ name: 'function-runner' }] },
  status: {
    containerStatuses: [
      { name: 'function-runner', state: { waiting: { reason: 'CrashLoopBackOff' } } },
    ],
  },
};

describe('a function runner that ends again and again', () => {
  const findings = (fatal: readonly string[]) => {
    const { evaluator } = observeObjects(wired());
    const observed = { runnerPods: known([crashing]), fatalFlags: known(fatal) };
    return examine(POD_CHECKS, { ...(evaluator && { evaluator }), ...observed }).findings;
  };

  it('is named with the flag at which it ends, and what removes it', () => {
    const [finding] = findings(['pod-namespace']);
    expect(finding?.code).to.equal('EPR0801');
    expect(finding?.message).to.contain('`--pod-namespace`');
    const field = finding?.field?.path ?? '';
    expect(field).to.match(/^spec\.template\.spec\.containers\[0\]\.command\[\d\]$/);
    const path = `/${field
      .split(/[.[\]]+/)
      .filter(Boolean)
      .join('/')}`;
    expect(finding?.patch).to.deep.equal([{ op: 'remove', path }]);
  });

  it('is named with the command that shows the log where the log could not be read', () => {
    const [finding] = findings([]);
    expect(finding?.message).to.contain(
      '`kubectl -n porch-system logs deploy/function-runner --previous`',
    );
  });
});
