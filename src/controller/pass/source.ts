// The source Secret: the payload to copy, or why there is none.
import { Buffer } from 'node:buffer';
import { type Finding, note, warning } from '../../findings/finding.ts';
import { DOCKER_CONFIG_KEY } from '../../registry/pull-secret.ts';
import { checkDockerConfig } from '../../registry/readers.ts';
import { called, type Ref, type Secret } from '../api/objects.ts';

export type Source = {
  /** Base64 of a docker config that both readers accept. */
  readonly payload?: string;
  readonly state: 'valid' | 'missing' | 'invalid';
  readonly findings: readonly Finding[];
};

/** A key that the function runner never finds is reported, but copied: the kubelet may use it. */
export function readSource(
  source: Secret | undefined,
  ref: Ref<'secrets'>,
  now = new Date(),
): Source {
  if (source === undefined) {
    const message = `${called(ref)} does not exist yet. The sync copies it once it is created.`;
    return { state: 'missing', findings: [note('source-missing', message)] };
  }
  const payload = source.data?.[DOCKER_CONFIG_KEY];
  if (payload === undefined) return invalid(ref, `it has no \`${DOCKER_CONFIG_KEY}\``);
  const text = Buffer.from(payload, 'base64').toString();
  const found = checkDockerConfig(text, DOCKER_CONFIG_KEY, now);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return invalid(ref, listed(errors));
  const warnings = found.filter(({ severity }) => severity === 'warning');
  return {
    payload,
    state: 'valid',
    findings: warnings.length > 0 ? [neverFound(ref, listed(warnings))] : [],
  };
}

function invalid(ref: Ref, why: string): Source {
  const message = `${called(ref)} is not a valid pull secret and will not be copied until it is fixed: ${why}`;
  return { state: 'invalid', findings: [warning('source-invalid', message)] };
}

function neverFound(ref: Ref, why: string): Finding {
  const message = `${called(ref)} is copied, but the function runner cannot use every entry: ${why}`;
  return warning('registry-never-found', message);
}

type Placed = { readonly at: string; readonly message: string };

const listed = (findings: readonly Placed[]): string =>
  findings.map(({ at, message }) => `${at}: ${message}`).join('; ');
