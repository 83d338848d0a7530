// A pull secret that something else makes, where it is in the package: what its readers make of it.
import type { Item } from '../../krm/item.ts';
import { get } from '../../krm/object.ts';
import { errorOn, type Result } from '../../krm/result.ts';
import { DOCKER_CONFIG_KEY, DOCKER_CONFIG_TYPE } from '../../registry/pull-secret.ts';
import { checkDockerConfig, hasLogins } from '../../registry/readers.ts';
import { resultFrom } from '../input/finding-result.ts';
import { existingSecrets, misplaced, textIn } from './existing-secret.ts';

/**
 * Errors where the readers would fail on the Secret, warnings where one of them has no login. A Secret in
 * another namespace may be for something else: what is wrong with it is no more than a warning.
 */
export const checkPullSecret = (
  items: readonly Item[],
  namespace: string,
  name: string,
  now: Date,
): Result[] =>
  existingSecrets(items, namespace, name).flatMap(item => {
    const findings = [...typeFindings(item), ...payloadFindings(item, now)];
    const isElsewhere = (item.identity.namespace ?? namespace) !== namespace;
    return [...misplaced(item, namespace), ...(isElsewhere ? findings.map(asWarning) : findings)];
  });

const asWarning = (result: Result): Result =>
  result.severity === 'error' ? { ...result, severity: 'warning' } : result;

const typeFindings = ({ identity, value }: Item): Result[] =>
  get(value, 'type') === DOCKER_CONFIG_TYPE
    ? []
    : [errorOn(identity, 'existing-secret-type', TYPE, 'type')];

function payloadFindings({ identity, value }: Item, now: Date): Result[] {
  const isPlain = typeof get(value, 'stringData', DOCKER_CONFIG_KEY) === 'string';
  const path = `${isPlain ? 'stringData' : 'data'}["${DOCKER_CONFIG_KEY}"]`;
  const check = (text: string, at: string) =>
    checkDockerConfig(text, at, now).map(finding => resultFrom(finding, identity));
  const text = textIn(value, DOCKER_CONFIG_KEY);
  if (text !== undefined) return check(text, path);
  const other = underOtherKey(value);
  if (other === undefined) {
    return [errorOn(identity, 'existing-secret-payload', `\`${path}\` ${PAYLOAD}`, path)];
  }
  const { field } = other;
  return [errorOn(identity, 'existing-secret-key', KEY, field), ...check(other.text, field)];
}

/** A docker config under a key where no reader looks for it. The key is not repeated: it could be anything. */
function underOtherKey(secret: unknown): { field: string; text: string } | undefined {
  for (const field of ['stringData', 'data']) {
    const values = get(secret, field);
    for (const key of Object.keys(values ?? {})) {
      const text = textIn({ [field]: values }, key);
      if (text !== undefined && hasLogins(text)) return { field, text };
    }
  }
  return undefined;
}

const TYPE = `\`type\` must be \`${DOCKER_CONFIG_TYPE}\`. The function pods can use no other type`;
const PAYLOAD =
  'must be the base64 of a docker config. If it is plain text, move it to `stringData`';
const KEY = `the docker config is under another key. Rename the key to \`${DOCKER_CONFIG_KEY}\``;
