// The source Secret: the payload to copy, or why there is none.
import { Buffer } from 'node:buffer';
import { type Finding, note, warning } from '../../findings/finding.ts';
import { DOCKER_CONFIG_KEY } from '../../registry/pull-secret.ts';
import { checkDockerConfig, hasLogins } from '../../registry/readers.ts';
import { called, type Ref, type Secret } from '../api/objects.ts';

export type Source = {
  /** Base64 of a docker config that both readers accept. */
  readonly payload?: string;
  readonly state: 'valid' | 'missing' | 'invalid';
  readonly findings: readonly Finding[];
};

/**
 * A key that the function runner never finds is reported, but copied: the kubelet may use it. A
 * source without any login never overwrites a target that has some.
 */
export function readSource(
  source: Secret | undefined,
  target: Secret | undefined,
  ref: Ref<'secrets'>,
  now: Date,
): Source {
  if (source === undefined) {
    const message = `${called(ref)} does not exist yet. The sync copies it once it is created.`;
    return { state: 'missing', findings: [note('source-missing', message)] };
  }
  const payload = source.data?.[DOCKER_CONFIG_KEY];
  if (payload === undefined) return invalid(ref, `it has no \`${DOCKER_CONFIG_KEY}\``);
  const found = checkDockerConfig(decoded(payload), DOCKER_CONFIG_KEY, now);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return invalid(ref, listed(errors));
  if (!hasLogins(decoded(payload)) && hasLogins(decoded(target?.data?.[DOCKER_CONFIG_KEY] ?? ''))) {
    return { state: 'invalid', findings: [empty(ref)] };
  }
  const warnings = found.filter(({ severity }) => severity === 'warning');
  return {
    payload,
    state: 'valid',
    findings: warnings.length > 0 ? [neverFound(ref, listed(warnings))] : [],
  };
}

const decoded = (payload: string): string => Buffer.from(payload, 'base64').toString();

function invalid(ref: Ref, why: string): Source {
  const message = `${called(ref)} is not a valid pull secret and will not be copied until it is fixed: ${why}`;
  return { state: 'invalid', findings: [warning('source-invalid', message)] };
}

const empty = (ref: Ref): Finding =>
  warning(
    'source-empty',
    `${called(ref)} has no login, so it does not overwrite the copy, which has some. ` +
      'Add a login, or delete the copy.',
  );

function neverFound(ref: Ref, why: string): Finding {
  const message = `${called(ref)} is copied, but not every entry works for function runner and kubelet: ${why}`;
  return warning('registry-never-found', message);
}

/** The first few: a docker config can have thousands of invalid entries. */
const LISTED = 3;

function listed(findings: readonly Finding[]): string {
  const more = findings.length - LISTED;
  const first = findings.slice(0, LISTED).map(({ at, message }) => `${at}: ${message}`);
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
