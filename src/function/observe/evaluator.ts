// Finds the container that evaluates functions, by the variable that it must have: a name is no evidence.
import { error } from '../../findings/finding.ts';
import { done, failed, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { get, listAt, stringAt } from '../../krm/object.ts';
import { type Result, resultOf } from '../../krm/result.ts';
import { DEFAULT_EVALUATOR, EVALUATOR_VARIABLE } from '../../porch/evaluator.ts';
import type { Options } from '../input/options.ts';

/** A container by its name: the field in the Deployment is read later. */
export type ContainerRef = { readonly item: Item; readonly container: string };

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** The container that the options name, else the one that has the variable, else the one of the usual name. */
export function selectEvaluator(
  items: readonly Item[],
  options: Pick<Options, 'deployment' | 'container'>,
  all: readonly ContainerRef[] = evaluatorsAmong(items),
): Step<ContainerRef, Result> {
  const { deployment, container } = options;
  const evaluators = all.filter(
    each => options.container === undefined || each.container === options.container,
  );
  if (deployment !== undefined) {
    return named(items, deployment, evaluators, container, () => NOT_THERE);
  }
  const [only, other] = evaluators;
  if (only === undefined)
    return named(items, DEFAULT_EVALUATOR, [], container, () => missing(items));
  return other === undefined ? done(only) : failed(several(evaluators));
}

/** The containers with the variable, in the order of the items. */
export function evaluatorsAmong(items: readonly Item[]): ContainerRef[] {
  const configMaps = configMapsWithVariable(items);
  const mayEvaluate = (item: Item) => mayHaveVariable(item) || configMaps.length > 0;
  return matching(items, DEPLOYMENT, mayEvaluate).flatMap(item =>
    listAt(item.value, 'spec', 'template', 'spec', 'containers')
      .filter(container => hasVariable(container, configMaps))
      .map(container => ({ item, container: stringAt(container, 'name') })),
  );
}

const mayHaveVariable = (item: Item): boolean => item.holds(EVALUATOR_VARIABLE);

/** They count only where a Deployment takes variables from ConfigMaps, which can be large. */
function configMapsWithVariable(items: readonly Item[]): readonly string[] {
  const takers = matching(items, DEPLOYMENT, item => item.holds('configMapRef'));
  if (takers.length === 0) return [];
  return matching(items, { kind: 'ConfigMap' }, mayHaveVariable)
    .filter(({ value }) => get(value, 'data', EVALUATOR_VARIABLE) !== undefined)
    .map(({ identity }) => identity.name);
}

/** `valueFrom` counts too; `envFrom` as far as its ConfigMap is in the package. */
function hasVariable(container: unknown, configMaps: readonly string[]): boolean {
  const names = listAt(container, 'env').map(entry => get(entry, 'name'));
  const sources = listAt(container, 'envFrom').map(entry =>
    stringAt(entry, 'configMapRef', 'name'),
  );
  return names.includes(EVALUATOR_VARIABLE) || sources.some(name => configMaps.includes(name));
}

/** @param name `NAME` or `NAMESPACE/NAME` @param absent what is wrong where there is none */
function named(
  items: readonly Item[],
  name: string,
  evaluators: readonly ContainerRef[],
  container: string | undefined,
  absent: () => Result,
): Step<ContainerRef, Result> {
  const deployments = deploymentsNamed(items, name);
  const [item, other] = deployments;
  if (item === undefined) return failed(absent());
  if (other !== undefined) return failed(severalOf(deployments));
  const evaluator = evaluators.find(each => each.item === item);
  return done(evaluator ?? { item, container: container ?? onlyContainer(item) });
}

/** Where there are several, the one of the usual name. */
function onlyContainer({ value }: Item): string {
  const [first, other] = listAt(value, 'spec', 'template', 'spec', 'containers');
  const name = other === undefined ? get(first, 'name') : undefined;
  return typeof name === 'string' ? name : DEFAULT_EVALUATOR;
}

/** @param name `NAME` or `NAMESPACE/NAME` */
export function deploymentsNamed(items: readonly Item[], name: string): Item[] {
  const [last = '', namespace] = name.split('/').toReversed();
  const where = namespace === undefined ? {} : { namespace };
  return matching(items, { ...DEPLOYMENT, name: last, ...where });
}

const NOT_THERE = resultOf(
  error(
    'deployment-not-one',
    'the package holds no Deployment that `data.deployment` names. Correct the name, or remove the option: ' +
      `the function then looks for the variable \`${EVALUATOR_VARIABLE}\``,
  ),
);

function missing(items: readonly Item[]): Result {
  const count = matching(items, DEPLOYMENT).length;
  const message =
    `the package holds no Deployment that evaluates functions, among ${count}: none has the variable ` +
    `\`${EVALUATOR_VARIABLE}\`, and none has the name \`${DEFAULT_EVALUATOR}\`. ` +
    'Run the function on the package that holds it, or set `data.deployment`';
  return resultOf(error('evaluator-missing', message));
}

function several(evaluators: readonly ContainerRef[]): Result {
  const names = evaluators.map(
    ({ item, container }) => `container \`${container}\` of ${described(item)}`,
  );
  const message =
    `several containers have the variable \`${EVALUATOR_VARIABLE}\`: ${names.join(', ')}. ` +
    'Set `data.deployment`, and `data.container` where they share a Deployment, to the one that evaluates functions';
  return resultOf(error('evaluator-not-one', message));
}

function severalOf(deployments: readonly Item[]): Result {
  const names = deployments.map(described).join(', ');
  const message =
    `several Deployments have that name: ${names}. Set \`data.deployment\` to \`NAMESPACE/NAME\`, ` +
    'or run the function in the subpackage of the one that evaluates functions';
  return resultOf(error('deployment-not-one', message));
}

const described = ({ identity: { namespace, name, path } }: Item): string =>
  `\`${namespace === undefined ? '' : `${namespace}/`}${name}\`${path === undefined ? '' : ` in \`${path}\``}`;
