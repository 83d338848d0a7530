// Images by name, at real registries: which login each reader takes, and the registry's answer.
import { expect } from 'chai';
import { examine } from '../../src/checks/check.ts';
import { known } from '../../src/checks/fact.ts';
import { IMAGE_CHECKS } from '../../src/checks/image-checks.ts';
import type { Observed } from '../../src/checks/observed.ts';
import { observeImages } from '../../src/doctor/images/observe-images.ts';
import { askRegistry } from '../../src/doctor/images/registry.ts';
import { hasProgram, needs } from '../support/needs.ts';
import { LOGIN, REPOSITORY, Registries, serverWith } from './registries.ts';

const WRONG = { username: LOGIN.username, password: 'a-wrong-fake' };
type Auths = Readonly<Record<string, { username: string; password: string }>>;

const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'auth-secret' } };
const observedWith = (auths: Auths): Observed => ({
  dockerConfig: known({ secret, field: 'data', text: JSON.stringify({ auths }) }),
});

async function examineImage(image: string, auths: Auths, isAsked = true) {
  const observed = observedWith(auths);
  const images = await observeImages([image], observed, isAsked ? askRegistry : undefined);
  const { findings } = examine(IMAGE_CHECKS, { ...observed, images });
  return findings.map(({ code, severity }) => `${severity} ${code}`);
}

describe('the doctor on images', function () {
  this.timeout(60_000);
  needs('docker-registry', hasProgram('docker-registry', '--version'));
  needs('htpasswd', hasProgram('htpasswd'));
  needs('openssl', hasProgram('openssl', 'version'));
  let registries: Registries;
  const hosts: Record<string, string> = {};
  before(async () => {
    registries = await Registries.open();
    hosts.basic = await registries.withPassword();
    hosts.bearer = await registries.withTokens();
    hosts.tls = await registries.withPassword(true);
  });
  after(() => registries?.close());

  for (const kind of ['basic', 'bearer']) {
    const image = (name = `${REPOSITORY}:v1`) => `${hosts[kind]}/${name}`;
    const auths = (login: Auths[string]): Auths => ({ [hosts[kind] ?? '']: login });
    describe(`behind ${kind}`, () => {
      it('finds nothing where the login is right', async () => {
        expect(await examineImage(image(), auths(LOGIN))).to.deep.equal([]);
      });
      it('names a wrong password', async () => {
        expect(await examineImage(image(), auths(WRONG))).to.deep.equal(['error EPR0904']);
      });
      it('names a login that is missing, for each reader', async () => {
        expect(await examineImage(image(), {})).to.deep.equal(['error EPR0902', 'error EPR0903']);
      });
      it('names a tag that is not there', async () => {
        expect(await examineImage(image(`${REPOSITORY}:v2`), auths(LOGIN))).to.deep.equal([
          'error EPR0906',
        ]);
      });
      it('names a key that only the kubelet finds', async () => {
        const keyed = { [`http://${hosts[kind]}`]: LOGIN };
        expect(await examineImage(image(), keyed)).to.deep.equal(['error EPR0902']);
      });
      it('lets the kubelet try one login after another', async () => {
        const both = { ...auths(LOGIN), [`${hosts[kind]}/team`]: WRONG };
        expect(await examineImage(image(), both)).to.deep.equal([]);
      });
    });
  }

  it('names a login without the right to the repository', async () => {
    const image = `${hosts.bearer}/other/fn:v1`;
    expect(await examineImage(image, { [hosts.bearer ?? '']: LOGIN })).to.deep.equal([
      'error EPR0905',
    ]);
  });

  it('names a certificate that nobody trusts, unless its CA is given', async () => {
    const image = `${hosts.tls}/${REPOSITORY}:v1`;
    const reference = { host: hosts.tls ?? '', repository: REPOSITORY, version: 'v1' };
    expect(await examineImage(image, { [hosts.tls ?? '']: LOGIN })).to.deep.equal([
      'error EPR0908',
    ]);
    expect(await askRegistry({ image: reference, login: LOGIN, ca: registries.ca })).to.equal(
      'present',
    );
  });

  const statuses = { 429: 'EPR0907', 403: 'EPR0905', 500: 'EPR0910' };
  for (const [status, code] of Object.entries(statuses)) {
    it(`names an answer ${status}`, async () => {
      const { host, stop } = await serverWith(Number(status));
      expect(await examineImage(`${host}/fn:v1`, { [host]: LOGIN })).to.deep.equal([
        `error ${code}`,
      ]);
      stop();
    });
  }

  it('names a registry that does not answer, or that nobody knows', async () => {
    expect(await examineImage('127.0.0.1:1/fn:v1', { '127.0.0.1:1': LOGIN })).to.deep.equal([
      'error EPR0909',
    ]);
    const host = 'registry.invalid';
    expect(await examineImage(`${host}/fn:v1`, { [host]: LOGIN })).to.deep.equal(['error EPR0909']);
  });

  it('names what is no image', async () => {
    const image = 'https://user:fake@registry.example.com/fn';
    expect(await examineImage(image, {})).to.deep.equal(['error EPR0901']);
  });

  it('asks nobody with --no-network, and warns of a login that is missing', async () => {
    const image = `${hosts.basic}/${REPOSITORY}:v1`;
    expect(await examineImage(image, { [hosts.basic ?? '']: WRONG }, false)).to.deep.equal([]);
    expect(await examineImage(image, {}, false)).to.deep.equal([
      'warning EPR0902',
      'warning EPR0903',
    ]);
  });
});
