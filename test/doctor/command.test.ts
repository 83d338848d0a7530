// Commands as they are printed: for the cluster that was examined, and safe in a shell.
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { broken } from '../../src/checks/check.ts';
import { quoted, withCommand } from '../../src/doctor/command.ts';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', namespace: 'b', generation: 3 },
};
const finding = (remedy: object) => ({
  ...broken(deployment, 'it is wrong. Correct it', 'spec', remedy),
  code: 'EPR0103' as const,
});
const flags = ["--kubeconfig='a file'", '--context=c'];

describe('a command', () => {
  it('names the cluster in each kubectl of a line', () => {
    const line = { command: 'kubectl get x | kubectl replace -f -' };
    const { command } = withCommand(finding(line), { kind: 'cluster', flags }, {});
    expect(command).to.equal(
      "kubectl --kubeconfig='a file' --context=c get x | kubectl --kubeconfig='a file' --context=c replace -f -",
    );
  });

  it('is refused once the specification is another one', () => {
    const patch = [{ op: 'remove', path: '/spec/x' }];
    const { command } = withCommand(finding({ patch }), { kind: 'cluster', flags: [] }, {});
    expect(command).to.equal(
      'kubectl -n b patch deployment a --type=json -p ' +
        `'[{"op":"test","path":"/metadata/generation","value":3},{"op":"remove","path":"/spec/x"}]'`,
    );
  });

  it('is none for a package without a step that runs the function', () => {
    const place = { kind: 'package', folder: 'porch' } as const;
    expect(withCommand(finding({ byFunction: true }), place, {})).not.to.have.property('command');
  });

  it('quotes what a shell would read', () => {
    for (const text of ["it's", 'a b', '$HOME', '`id`', 'a;b', '']) {
      const printed = execFileSync('bash', ['-c', `printf %s ${quoted(text)}`], {
        encoding: 'utf8',
      });
      expect(printed).to.equal(text);
    }
  });
});
