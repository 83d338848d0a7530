// The doctor on a real API server: it names each fault, its commands correct it, and it writes nothing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { assets, type Cluster, startCluster } from '../cluster.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { CLUSTER_FAULTS } from './cluster-faults.ts';
import { auditFlags, Scene, SYNC } from './scene.ts';

/** A command may bring another fault to light: a new ServiceAccount lacks the pull secret. */
const ROUNDS = 3;

describe('the doctor in a cluster', function () {
  this.timeout(60_000);
  needs('a kube-apiserver and etcd (hack/envtest/build)', assets() !== undefined);
  needs('kubectl', hasProgram('kubectl', 'version', '--client'));
  let cluster: Cluster;
  let folder: string;
  let scene: Scene;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    cluster = await startCluster(auditFlags(folder));
  });
  after(async () => {
    await cluster?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    scene = await Scene.open(cluster);
  });
  afterEach(() => scene.close());

  const codes = async () => (await scene.examine()).findings.map(({ code }) => code).toSorted();

  it('finds nothing where all is right, and makes every check', async () => {
    const { findings, unmade } = await scene.examine();
    expect(findings.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([]);
    expect(unmade).to.deep.equal([]);
  });

  for (const fault of CLUSTER_FAULTS) {
    it(`names ${fault.name}: ${fault.codes.join(', ')}`, async () => {
      await fault.inject(scene);
      expect(await codes()).to.deep.equal(fault.codes.toSorted());
      if (fault.keepsCopy) {
        const commands = (await scene.examine()).findings.map(({ command }) => command ?? '');
        expect(commands.filter(command => command.includes(' secret '))).to.deep.equal([]);
      }
      if (!fault.isCorrected) return;
      for (let round = 0; round < ROUNDS; round++) {
        const [command] = (await scene.examine()).findings.flatMap(each => each.command ?? []);
        if (command !== undefined) await scene.run(command);
      }
      expect(await codes()).to.deep.equal([]);
    });
  }

  it('prints no command that would change what somebody else has changed since', async () => {
    const spell = (to: string) =>
      scene.edit('function-runner', ({ spec }) => {
        const { command } = spec.template.spec.containers[0];
        const at = command.findIndex((flag: string) => /^--enable-private-registr\w+=/.test(flag));
        command[at] = to;
      });
    await spell('--enable-private-registry=true');
    const [command] = (await scene.examine()).findings.flatMap(each => each.command ?? []);
    await spell('--enable-private-registries=true');
    const refused = await scene.run(command ?? 'true').then(
      () => false,
      () => true,
    );
    expect(refused).to.equal(true);
    expect(await codes()).to.deep.equal([]);
  });

  it("names the pods' namespace that is missing, and creates it", async () => {
    await scene.edit('function-runner', ({ spec }) => {
      const [container] = spec.template.spec.containers;
      container.command = container.command.map((flag: string) =>
        flag.startsWith('--pod-namespace') ? `--pod-namespace=gone-${scene.pods}` : flag,
      );
    });
    const { findings } = await scene.examine();
    const missing = findings.find(({ code }) => code === 'EPR0501');
    await scene.run(missing?.command ?? 'false');
    expect(await codes()).not.to.include('EPR0501');
  });

  it('says which rights are missing, and checks what it may, beside the sync', async () => {
    const token = await cluster.tokenFor(scene.system, SYNC);
    scene.kubeconfig('sync', token);
    const { findings, unmade, passed } = await scene.examine('sync', {
      SOURCE_NAMESPACE: scene.system,
      TARGET_NAMESPACE: scene.pods,
      SECRET_NAME: 'auth-secret',
    });
    expect(findings).to.deep.equal([]);
    expect(passed.map(({ code }) => code)).to.include.members([
      'EPR0301',
      'EPR0305',
      'EPR0504',
      'EPR0506',
      'EPR0702',
    ]);
    const reasons = new Map(unmade.map(({ check, because }) => [check.code, because]));
    expect(reasons.get('EPR0103')).to.equal(
      `the right \`list deployments\` in \`${scene.system}\` is missing`,
    );
    expect(reasons.get('EPR0803')).to.equal(
      `the right \`list pods\` in \`${scene.pods}\` is missing`,
    );
  });

  it('has written nothing: its only POST is the question whether somebody may do something', async () => {
    await scene.examine();
    const events = readFileSync(join(folder, 'audit.log'), 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line))
      .filter(({ userAgent }) => userAgent === 'enable-private-registries');
    const acts = events.map(({ verb, objectRef }) => `${verb} ${objectRef?.resource}`);
    expect(acts).to.include.members(['list deployments', 'get secrets', 'list pods']);
    const writes = acts.filter(act => !/^(get|list) /.test(act));
    const REVIEWS = ['subjectaccessreviews', 'selfsubjectaccessreviews', 'selfsubjectreviews'];
    expect(REVIEWS.map(review => `create ${review}`)).to.include.members([...new Set(writes)]);
    expect(writes).to.include('create subjectaccessreviews');
  });
});
