// A node that ends, and one that is killed: nothing of them is outside while they run, and nothing stays.
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect } from 'chai';
import { eventually } from '../integration/eventually.ts';
import { needsNode, startNode } from './node.ts';

const CGROUPS = '/sys/fs/cgroup';

/** What `/proc/PROCESS/ns` calls that namespace; `undefined` for a process that is gone. */
function namespaceOf(process: string, kind: string): string | undefined {
  const link = `/proc/${process}/ns/${kind}`;
  return existsSync(link) ? readlinkSync(link) : undefined;
}

const processesIn = (namespace: string | undefined): string[] =>
  readdirSync('/proc').filter(name => /^\d+$/.test(name) && namespaceOf(name, 'pid') === namespace);

/** In cgroup v1 each controller has a tree of its own. */
const cgroupsOf = (run: number | undefined): string[] =>
  ['', ...readdirSync(CGROUPS)]
    .map(tree => `${CGROUPS}/${tree}/enable-private-registries-node-${run}`)
    .filter(existsSync);

describe('a node', function () {
  this.timeout(240_000);
  needsNode();

  it('leaves nothing, whether it ends or is killed', async () => {
    const killed = await startNode();
    const namespace = namespaceOf(killed.first, 'pid');
    const networks = processesIn(namespace).map(process => namespaceOf(process, 'net'));
    expect(networks).to.have.length.above(10).and.not.include(namespaceOf('self', 'net'));
    expect(cgroupsOf(killed.run.pid)).not.to.deep.equal([]);
    expect(readFileSync('/proc/self/mounts', 'utf8')).to.not.match(/^(node|over) /m);
    killed.run.kill('SIGKILL');
    await eventually('its processes are gone', async () => processesIn(namespace).length === 0);

    // Only its cgroups are left, for the next one to clear away.
    const ended = await startNode();
    expect(cgroupsOf(killed.run.pid)).to.deep.equal([]);
    const other = namespaceOf(ended.first, 'pid');
    ended.run.stdin.end();
    expect(await once(ended.run, 'exit')).to.deep.equal([0, null]);
    expect(processesIn(other)).to.deep.equal([]);
    expect(cgroupsOf(ended.run.pid)).to.deep.equal([]);
  });
});
