// Checks of rights: what evaluator and sync may do with Secrets, and what they must.
import { sourceRules, targetRules } from '../function/desired/sync-rbac.ts';
import { broken, check } from './check.ts';
import type { Evaluator } from './evaluator-facts.ts';
import type { Rights } from './fact.ts';
import type { Act } from './rbac.ts';
import { reference } from './secret.ts';

const acts = (verbs: readonly string[], resource: string, name: string | undefined): Act[] =>
  verbs.map(verb => ({ verb, resource, ...(name !== undefined && { name }) }));

/** What the function runner does with the copy; one that reads through a cache lists and watches too. */
export const runnerActs = ({ secretName, release }: Evaluator): readonly Act[] => [
  ...acts(['get', 'update'], 'secrets', secretName),
  ...acts(['create'], 'secrets', undefined),
  ...(release.cachedReads ? acts(['list', 'watch'], 'secrets', undefined) : []),
];

type Rule = {
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
};

/** What the sync's own manifest grants; without Events it works too. */
const actsIn = (rules: readonly Rule[]): readonly Act[] =>
  rules
    .flatMap(({ resources, resourceNames = [undefined], verbs }) =>
      resources.flatMap(resource => resourceNames.flatMap(name => acts(verbs, resource, name))),
    )
    .filter(({ resource }) => resource !== 'events');

export const sourceActs = (secretName: string) => actsIn(sourceRules(secretName));
export const targetActs = (secretName: string) => actsIn(targetRules(secretName));

const lacking = ({ account, namespace, missing }: Rights): string =>
  `ServiceAccount \`${account}\` lacks in namespace \`${namespace}\`: ${missing.join(', ')}`;

const resourceKey = ({ resource, name = '' }: Act): string => `${resource}/${name}`;

/** A role and its binding for each resource and name. */
export function grantCommand(
  { account, accountNamespace, namespace }: Omit<Rights, 'missing'>,
  missing: readonly Act[],
): string {
  const keys = [...new Set(missing.map(resourceKey))];
  const commands = keys.flatMap((key, index) => {
    const group = missing.filter(act => resourceKey(act) === key);
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

const remedyFor = ({ grant }: Rights) => (grant === undefined ? {} : { command: grant });

export const RIGHT_CHECKS = [
  check(
    'EPR0701',
    {
      title: 'The function runner may copy the pull secret',
      means:
        '`secrets is forbidden`; in releases that read through a cache every evaluation ends after a minute',
      todo: "apply the sync's manifest: it grants what is missing",
      byFunction: true,
    },
    ['evaluator', 'runnerRights'],
    ({ evaluator: { object, namespace }, runnerRights }) => {
      if (runnerRights.missing.length === 0 || namespace === runnerRights.namespace) return [];
      const message = `${lacking(runnerRights)}. Grant these`;
      return [
        broken(object, message, 'spec.template.spec.serviceAccountName', remedyFor(runnerRights)),
      ];
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
    ['syncRights'],
    ({ syncRights }) =>
      syncRights
        .filter(({ missing }) => missing.length > 0)
        .map(rights => {
          const account = reference('ServiceAccount', rights.account, rights.accountNamespace);
          return broken(account, `${lacking(rights)}. Grant these`, undefined, remedyFor(rights));
        }),
  ),
];
