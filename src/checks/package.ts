// Checks of a package as a whole: what stands in it that must not, or not so.
import { CREDENTIAL_KEYS } from '../function/input/credential-forms.ts';
import { syncNames } from '../function/observe/sync-objects.ts';
import { identityOf } from '../krm/identity.ts';
import { get, listAt } from '../krm/object.ts';
import { MANAGED_BY, MANAGER } from '../registry/pull-secret.ts';
import { broken, check, doubtful } from './check.ts';
import type { KubernetesObject } from './observed.ts';

const LOCAL = 'config.kubernetes.io/local-config';
const OUR_IMAGE = /(^|\/)enable-private-registries([:@]|$)/;

export const kptfilesIn = (items: readonly KubernetesObject[]): KubernetesObject[] =>
  items.filter(item => identityOf(item).kind === 'Kptfile');

/** The steps of a Kptfile that run this function, with the field of each. */
export const ourSteps = (kptfile: KubernetesObject) =>
  ['mutators', 'validators'].flatMap(list =>
    listAt(kptfile, 'pipeline', list).flatMap((step, index) => {
      const program = `${get(step, 'image') ?? get(step, 'exec') ?? ''}`;
      return OUR_IMAGE.test(program) ? [{ step, path: `pipeline.${list}[${index}]` }] : [];
    }),
  );

export const isOwn = (item: KubernetesObject) =>
  get(item, 'metadata', 'labels', MANAGED_BY) === MANAGER;

const keyOf = (item: KubernetesObject): string => {
  const { apiVersion, kind, namespace = '', name } = identityOf(item);
  return JSON.stringify([apiVersion, kind, namespace, name]);
};

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
      kptfilesIn(items).flatMap(kptfile =>
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
      items.filter(holdsCredentials).flatMap(item => {
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
      return items.filter(isOwn).flatMap(item => {
        const key = keyOf(item);
        if (!seen.has(key)) {
          seen.add(key);
          return [];
        }
        return [broken(item, 'the package holds this object twice. Remove the second one')];
      });
    },
  ),
  check(
    'EPR1004',
    {
      title: "All of the sync's objects belong to the evaluator",
      means: 'a sync for a Deployment that is gone keeps a copy that nobody reads, and its rights',
      todo: 'remove them',
    },
    ['evaluator', 'items'],
    ({ evaluator, items }) => {
      const names = Object.values(syncNames(evaluator.name));
      const suffixes = Object.values(syncNames(''));
      return items
        .filter(item => isOwn(item) && identityOf(item).kind !== 'Secret')
        .filter(item => {
          const { name } = identityOf(item);
          return !names.includes(name) && suffixes.some(suffix => name.endsWith(suffix));
        })
        .map(item => doubtful(item, 'the object is for a Deployment that is gone. Remove it'));
    },
  ),
];

/** By its keys, which all must be known: other ConfigMaps may have a key `username`. */
function holdsCredentials(item: KubernetesObject): boolean {
  const { apiVersion, kind } = identityOf(item);
  if (apiVersion !== 'v1' || kind !== 'ConfigMap') return false;
  const keys = Object.keys(get(item, 'data') ?? {});
  const has = (key: string) => keys.includes(key);
  return (
    keys.some(key => CREDENTIAL_KEYS.has(key)) &&
    (has('registries') ||
      has('config.json') ||
      has('.dockerconfigjson') ||
      (has('registry') && has('password')))
  );
}
