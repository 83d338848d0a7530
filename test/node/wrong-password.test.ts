// A login that the registry refuses: what a user sees of it is what docs/troubleshooting.md says.
import { expect } from 'chai';
import { blocksOf, commandsOf, textOf } from '../support/documents.ts';
import { behindTls, FUNCTION, SYNC } from './images.ts';
import { needsNode, REGISTRY, TLS_REGISTRY } from './node.ts';
import { backsOff, FunctionPod, readyPod } from './pods.ts';
import { closeScenes, Scene } from './scene.ts';
import { StandIn } from './stand-in.ts';

const TROUBLESHOOTING = textOf('docs/troubleshooting.md');
const WRONG = 'not_the_password_either';
const SYNC_APP = 'function-runner-pull-secret-sync';

describe('a wrong password on a node', function () {
  this.timeout(240_000);
  needsNode();
  after(closeScenes);
  let scene: Scene;
  before(async () => {
    scene = await Scene.open('wrong');
    // The sync's own image can be pulled.
    const { username = '', password = '' } = scene.login;
    const registries = [
      { registry: REGISTRY, username, password: WRONG },
      { registry: TLS_REGISTRY, username, password },
    ];
    await scene.apply({ registries: JSON.stringify(registries), syncImage: behindTls(SYNC) });
    await readyPod(scene.system, SYNC_APP);
    await (await FunctionPod.start(scene.pods, 'refused', 'auth-secret')).backsOff();
  });

  it('shows in the Events of the pod', async () => {
    const events = await scene.shell(checkOf('401 Unauthorized'));
    expect(events).to.match(/pod\/refused .*401 Unauthorized/);
  });

  it('shows in the runner', async () => {
    expect(await (await StandIn.of(scene)).asksFor(FUNCTION)).to.equal(401);
  });

  it('leaves source and copy equal', async () => {
    const [section] = blocksOf(TROUBLESHOOTING);
    const hashes =
      section && (await Promise.all(commandsOf(section).map(line => scene.shell(line))));
    expect(hashes).to.have.length(2);
    expect(new Set(hashes)).to.have.property('size', 1);
  });

  it('is no matter of the sync: it has no Event, and its log no warning and no password', async () => {
    const [events = '', log = ''] = commandsIn('## The sync');
    expect(await scene.shell(events)).to.equal('');
    const said = await scene.shell(log);
    expect(said)
      .to.contain('"level":"info"')
      .and.not.match(/"level":"(warn|error)"/);
    expect(said).not.to.contain(WRONG);
  });

  it("shows in the Events of the sync's pod where that is refused", async () => {
    const other = await Scene.open('wrong-for-all');
    await other.apply({ ...other.login, password: WRONG });
    await backsOff(other.system, `labelSelector=app=${SYNC_APP}`);
    const events = await other.shell(checkOf("the sync's own pod is in ImagePullBackOff"));
    expect(events).to.match(/pod\/function-runner-pull-secret-sync\S+ .*401 Unauthorized/);
  });
});

/** The kubectl commands within a section, in order. */
function commandsIn(text: string): string[] {
  const section = TROUBLESHOOTING.slice(TROUBLESHOOTING.indexOf(text));
  return [...section.matchAll(/`(kubectl [^`]+)`/g)].map(([, command = '']) => command);
}

/** What the row of that symptom says to check. */
const checkOf = (symptom: string): string => commandsIn(symptom)[0] ?? '';
