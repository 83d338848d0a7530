// No credential in any output: planted wherever a package, a cluster or a registry can hold text.
import { expect } from 'chai';
import fc from 'fast-check';
import { answerIn, WORDS } from '../../src/checks/answer.ts';
import { examine } from '../../src/checks/check.ts';
import { known } from '../../src/checks/fact.ts';
import type { Observed } from '../../src/checks/observed.ts';
import { CHECKS } from '../../src/checks/table.ts';
import type { Origin } from '../../src/doctor/command.ts';
import { observeImages } from '../../src/doctor/images/observe-images.ts';
import { reportOn } from '../../src/doctor/run.ts';
import { type Any, PACKAGE_FAULTS } from '../checks/package-faults.ts';
import { observeObjects, wired } from '../checks/wired.ts';
import { CA } from '../support/certificates.ts';
import { CREDENTIALS } from '../support/config.ts';

const CANARY = 'Fake_Canary+Token';
const STYLES = [true, false].map(
  json => ({ json, isColoured: !json, threshold: 'error' }) as const,
);
const ORIGINS: readonly Origin[] = [
  { kind: 'package', folder: 'porch' },
  { kind: 'cluster', flags: [] },
];

/** Fields that are names: what a report calls things by. */
const NAMES = new Set([
  ...['apiVersion', 'kind', 'name', 'namespace', 'image', 'secretName', 'serviceAccountName'],
  ...['mountPath', 'app', 'exec', 'enable-private-registries/part'],
]);

type Leaf = { readonly holder: Any; readonly key: string };
function leavesIn(value: Any): Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap(key => {
    if (NAMES.has(key) || key.startsWith('internal.') || key.startsWith('config.')) return [];
    return typeof value[key] === 'string' ? [{ holder: value, key }] : leavesIn(value[key]);
  });
}

const WAYS: readonly ((text: string) => string)[] = [
  () => CANARY,
  text => text + CANARY,
  text => text.replace(/=.*/, `=${CANARY}`),
  text => text.replace(/=.*/, `=/${CANARY}/${CANARY}`),
  () => Buffer.from(CANARY).toString('base64'),
  () => Buffer.from(`{"auths":{"${CANARY}":{"auth":"${CANARY}"}}}`).toString('base64'),
  () =>
    Buffer.from(`{"auths":{"ghcr.io":{"username":"u","password":"${CANARY}"}}}`).toString('base64'),
];

const outputs = (observed: Observed): string =>
  ORIGINS.flatMap(origin =>
    STYLES.map(style => reportOn({ observed, origin, fileOf: () => undefined }, style).text),
  ).join('\n');

const expectSafe = (text: string): void => {
  for (const form of [CANARY, Buffer.from(CANARY).toString('base64').replace(/=+$/, '')]) {
    expect(text).not.to.contain(form);
  }
};

const healthy = wired({ ...CREDENTIALS, tlsCA: CA });

describe('no credential', function () {
  this.timeout(120_000);
  it('leaves the doctor, wherever it stands in a package', async () => {
    const plant = fc.tuple(fc.nat(), fc.constantFrom(...WAYS));
    const plants = fc.array(plant, { minLength: 1, maxLength: 4 });
    const faults = fc.constantFrom(undefined, ...PACKAGE_FAULTS.map(({ inject }) => inject));
    await fc.assert(
      fc.asyncProperty(plants, faults, async (chosen, inject) => {
        const objects = structuredClone(healthy);
        inject?.(objects);
        const leaves = leavesIn(objects);
        for (const [index, way] of chosen) {
          const { holder, key } = leaves[index % leaves.length] as Leaf;
          holder[key] = way(holder[key]);
        }
        const observed = observeObjects(objects);
        const images = await observeImages(
          [`ghcr.io/org/fn:v1`, `https://u:${CANARY}@ghcr.io/fn`],
          observed,
          undefined,
        );
        expectSafe(outputs({ ...observed, images }));
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('leaves it in what a cluster says of pods', () => {
    const texts = fc.constantFrom(...Object.keys(WORDS), 'x509', '401', CANARY, `"${CANARY}"`);
    const inPackage = observeObjects(healthy);
    const reasons = fc.constantFrom('ImagePullBackOff', 'ErrImagePull', 'CrashLoopBackOff', CANARY);
    fc.assert(
      fc.property(texts, reasons, (text, reason) => {
        const pod = {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'fn-1', namespace: 'porch-fn-system', annotations: { a: CANARY } },
          spec: { containers: [{ name: 'c', image: CANARY, env: [{ name: 'a', value: CANARY }] }] },
          status: {
            containerStatuses: [
              { name: 'c', state: { waiting: { reason, message: `${text} ${CANARY}` } } },
            ],
          },
        };
        const pods = known([pod]);
        const observed = { ...inPackage, origin: known('cluster' as const) };
        const facts = {
          runnerPods: pods,
          syncPods: pods,
          functionPods: pods,
          fatalFlags: known([]),
        };
        expect(examine(CHECKS, { ...observed, ...facts }).findings).not.to.be.empty;
        expectSafe(outputs({ ...observed, ...facts }));
      }),
    );
  });

  it('is in the words for an answer, whatever the answer says', () => {
    fc.assert(fc.property(fc.string(), text => expectSafe(WORDS[answerIn(`${text}${CANARY}`)])));
  });
});
