// Checks of rights: what evaluator and sync may do with Secrets, and what they must.
import { broken, check } from './check.ts';
import { POD_ACCOUNT } from './copy.ts';
import type { Evaluator } from './evaluator.ts';
import type { KubernetesObject, Rights } from './observed.ts';
import type { Act } from './rbac.ts';

const acts = (verbs: readonly string[], resource: string, name?: string): Act[] =>
  verbs.map(verb => ({ verb, resource, ...(name !== undefined && { name }) }));

/** What the evaluator does with the copy; one that reads through a cache lists and watches too. */
export const runnerActs = ({ secretName, release }: Evaluator): readonly Act[] => [
  ...acts(['get', 'update'], 'secrets', secretName),
  ...acts(['create'], 'secrets'),
  ...(release.cachedReads ? acts(['list', 'watch'], 'secrets') : []),
];

export const sourceActs = (secretName: string): readonly Act[] => [
  ...acts(['get', 'watch'], 'secrets', secretName),
];

export const targetActs = (secretName: string): readonly Act[] => [
  ...acts(['get', 'watch', 'update', 'delete'], 'secrets', secretName),
  ...acts(['create'], 'secrets'),
  ...acts(['get', 'watch', 'update'], 'serviceaccounts', POD_ACCOUNT),
];

const lacking = ({ account, namespace, missing }: Rights): string =>
  `ServiceAccount \`${account}\` lacks in namespace \`${namespace}\`: ${missing.join(', ')}`;

const placeOf = ({ resource, name = '' }: Act): string => `${resource}/${name}`;

/** A role and its binding for each resource and name. */
export function grantCommand(
  { account, accountNamespace, namespace }: Omit<Rights, 'missing'>,
  missing: readonly Act[],
): string {
  const places = [...new Set(missing.map(placeOf))];
  const commands = places.flatMap((place, index) => {
    const group = missing.filter(act => placeOf(act) === place);
    const [{ resource = '', name } = {}] = group;
    const role = `${account}-pull-secrets-${index + 1}`;
    const verbs = group.map(({ verb }) => verb).join(',');
    const only = name === undefined ? '' : ` --resource-name=${name}`;
    return [
      `kubectl -n ${namespace} create role ${role} --verb=${verbs} --resource=${resource}${only}`,
      `kubectl -n ${namespace} create rolebinding ${role} --role=${role} --serviceaccount=${accountNamespace}:${account}`,
    ];
  });
  return commands.join(' && ');
}

const mend = ({ grant }: Rights) => (grant === undefined ? {} : { command: grant });

export const RIGHT_CHECKS = [
  check(
    'EPR0701',
    {
      title: 'The evaluator may copy the pull secret',
      means:
        '`secrets is forbidden`; in releases that read through a cache every evaluation ends after a minute',
      todo: "apply the sync's manifest: it grants what is missing",
      byFunction: true,
    },
    ['evaluator', 'runnerRights'],
    ({ evaluator: { object, namespace }, runnerRights }) => {
      if (runnerRights.missing.length === 0 || namespace === runnerRights.namespace) return [];
      const message = `${lacking(runnerRights)}. Grant these`;
      return [broken(object, message, 'spec.template.spec.serviceAccountName', mend(runnerRights))];
    },
  ),
  check(
    'EPR0702',
    {
      title: 'The sync may read the pull secret and write its copy',
      means: 'the copy is not made, or stays old',
      todo: "apply the sync's whole manifest, to both namespaces",
      byFunction: true,
    },
    ['sync', 'syncRights'],
    ({ sync, syncRights }) =>
      syncRights
        .filter(({ missing }) => sync && missing.length > 0)
        .map(rights =>
          broken(
            sync?.deployment as KubernetesObject,
            `${lacking(rights)}. Grant these`,
            undefined,
            mend(rights),
          ),
        ),
  ),
];
