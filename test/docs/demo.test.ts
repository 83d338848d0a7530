// `make demo` as a newcomer reads it: ten lines of what happened and why, then the diff.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { ROOT } from '../support/documents.ts';
import { hasProgram, needs } from '../support/needs.ts';

const NEW = '2-function-runner-pull-secret-sync.yaml';

describe('the demo', () => {
  needs('git', hasProgram('git', 'version'));
  const demo = (env: Record<string, string> = {}): string => {
    const options = {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['hack/demo.ts'], options);
    expect(status, stderr).to.equal(0);
    return stdout;
  };

  it('says in ten lines what happened and why, before the diff', () => {
    const [head = ''] = demo().split('diff --git');
    const lines = head.split('\n').filter(line => line !== '');
    expect(lines).to.have.length.within(8, 10);
    const happened = lines.filter(line => /^ {2}[A-Z]\w+ \S+: /.test(line));
    expect(lines.filter(line => line.startsWith('    because '))).to.have.length(happened.length);
    expect(lines.at(-1)).to.equal('  a second run: changes nothing');
  });

  it('shows the diff of the function runner whole, and of the new file its name and length', () => {
    const text = demo();
    expect(text).to.contain('\n+            - --enable-private-registries=true\n');
    expect(text).to.contain('\n+kind: Secret\n');
    const [, lines] = new RegExp(`^  new file: ${NEW}, (\\d+) lines$`, 'm').exec(text) ?? [];
    expect(text).not.to.contain('kind: Role');
    expect(demo({ FULL: '1' })).to.contain(`\n@@ -0,0 +1,${lines} @@\n`);
  });
});
