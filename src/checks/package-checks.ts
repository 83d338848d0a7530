// Checks of a package as a whole: what stands in it that must not, or not so.

import { presentClients } from '../function/observe/docker-clients.ts';
import { ownObjects } from '../function/observe/ownership.ts';
import { deploymentOf } from '../function/observe/sync-names.ts';
import { tagRanges } from '../function/observe/tag-ranges.ts';
import { keyOf } from '../krm/identity.ts';
import type { Item } from '../krm/item.ts';
import { matching } from '../krm/matching.ts';
import { get, listAt } from '../krm/object.ts';
import { imageHost } from '../registry/image-host.ts';
import { broken, check, doubtful } from './check.ts';
import type { KubernetesObject } from './fact.ts';
import { ourSteps } from './kptfile.ts';
import { hostsIn } from './logins.ts';

const LOCAL = 'config.kubernetes.io/local-config';

export const PACKAGE_CHECKS = [
  check(
    'EPR1001',
    {
      title: 'The function sees the whole package',
      means:
        'with `selectors` or `exclude` it does not see what it wrote before, and writes it again',
      todo: 'take them out of its step in the Kptfile, and the second copies out of the package',
    },
    ['items'],
    ({ items }) =>
      kptfiles(items).flatMap(kptfile =>
        ourSteps(kptfile).flatMap(({ step, path }) =>
          ['selectors', 'exclude']
            .filter(key => listAt(step, key).length > 0)
            .map(key =>
              broken(
                kptfile,
                `\`${path}.${key}\` hides items from the function. Remove it`,
                `${path}.${key}`,
              ),
            ),
        ),
      ),
  ),
  check(
    'EPR1002',
    {
      title: 'A ConfigMap with credentials stays out of the cluster',
      means: 'applied, it shows the credentials to everybody who may read ConfigMaps',
      todo: `run the function: it annotates it as \`${LOCAL}\`; apply with \`kpt live apply\``,
    },
    ['items'],
    ({ items }) =>
      configMaps(items)
        .filter(holdsCredentials)
        .flatMap(item => {
          if (`${get(item, 'metadata', 'annotations', LOCAL)}` === 'true') return [];
          const path = `metadata.annotations["${LOCAL}"]`;
          return [
            doubtful(
              item,
              `\`${path}\` must be "true", or the credentials are applied. Add it`,
              path,
            ),
          ];
        }),
  ),
  check(
    'EPR1003',
    {
      title: 'Each object of the function stands once',
      means: 'the second copy is applied over the first, with an older login perhaps',
      todo: 'remove the second copy',
      byFunction: true,
    },
    ['items'],
    ({ items }) => {
      const seen = new Set<string>();
      return ownObjects(items).flatMap(({ item }) => {
        const key = JSON.stringify(keyOf(item.identity));
        if (!seen.has(key)) {
          seen.add(key);
          return [];
        }
        const message = 'the package holds this object twice. Remove the second one';
        return [broken(item.value as KubernetesObject, message)];
      });
    },
  ),
  check(
    'EPR1004',
    {
      title: "All of the sync's objects are for this function runner",
      means: 'a sync for a Deployment that is gone keeps a copy that nobody reads, and its rights',
      todo: 'run the function; or remove them',
      byFunction: true,
    },
    ['evaluator', 'items'],
    ({ evaluator: { name }, items }) =>
      ownObjects(items)
        .filter(({ item, part }) => {
          const deployment = deploymentOf(item.identity.name, part);
          return deployment !== undefined && deployment !== name;
        })
        .map(({ item }) =>
          doubtful(
            item.value as KubernetesObject,
            'the object is for a Deployment that is gone. Remove it',
          ),
        ),
  ),
  check(
    'EPR1005',
    {
      title: 'Version ranges are resolved with a login',
      means:
        "Porch's server lists the tags of a `tag:` range anonymously: a private image is not resolved",
      todo: 'the option `dockerConfigFor` of the function',
    },
    ['items', 'dockerConfig'],
    ({ items, dockerConfig: { text } }) => {
      if (presentClients(items).length > 0) return [];
      const hosts = hostsIn(text);
      return tagRanges(items)
        .filter(({ image }) => hosts.includes(imageHost(image)))
        .map(({ item }) =>
          doubtful(
            item.value as KubernetesObject,
            '`pipeline` has a `tag` range on a private image. Set `data.dockerConfigFor` of the function to `porch-server`',
            'pipeline',
          ),
        );
    },
  ),
  check(
    'EPR1006',
    {
      title: 'Each document is YAML',
      means: 'neither the function nor kpt can read the package',
      todo: 'the line that the finding names',
    },
    ['unreadable'],
    ({ unreadable }) => unreadable,
  ),
];

const valuesOf = (items: readonly Item[], wanted: Parameters<typeof matching>[1]) =>
  matching(items, wanted).map(({ value }) => value as KubernetesObject);
const kptfiles = (items: readonly Item[]) => valuesOf(items, { kind: 'Kptfile' });
const configMaps = (items: readonly Item[]) =>
  valuesOf(items, { apiVersion: 'v1', kind: 'ConfigMap' });

/** By its keys, and a word of what they hold: other programs too have a `config.json`. */
function holdsCredentials(item: KubernetesObject): boolean {
  const data = get(item, 'data');
  const holds = (key: string, word: RegExp) => word.test(`${get(data, key) ?? ''}`);
  return (
    holds('registries', /\bregistry\b/) ||
    holds('config.json', /"auths"/) ||
    holds('.dockerconfigjson', /./) ||
    (holds('registry', /./) && holds('password', /./))
  );
}
