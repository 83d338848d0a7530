// Finds the one Deployment whose container evaluates functions.
import { error } from '../../findings/finding.ts';
import { failed, type Step } from '../../findings/step.ts';
import type { Item } from '../../krm/item.ts';
import { matching } from '../../krm/matching.ts';
import { type Result, resultOf } from '../../krm/result.ts';
import type { Options } from '../input/options.ts';
import { observeRunner, type Runner } from './runner.ts';

export function selectRunner(items: readonly Item[], options: Options): Step<Runner, Result> {
  const { deployment: name, container } = options;
  const deployments = matching(items, { apiVersion: 'apps/v1', kind: 'Deployment', name });
  const [item, other] = deployments;
  if (item !== undefined && other === undefined) return observeRunner(item, container);
  const count = item === undefined ? 'none' : deployments.length;
  const message = `the package must hold one Deployment that \`data.deployment\` names; it holds ${count}`;
  return failed(resultOf(error('deployment-not-one', message)));
}
