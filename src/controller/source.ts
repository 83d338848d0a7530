// The source Secret: the payload to copy, or why there is none.
import { Buffer } from 'node:buffer';
import type { Finding } from '../findings/finding.ts';
import { DOCKER_CONFIG_KEY } from '../registry/pull-secret.ts';
import { checkDockerConfig } from '../registry/readers.ts';
import { called, type Ref, type Secret } from './objects.ts';
import type { Remark } from './remark.ts';

export type Source = {
  /** Base64 of a docker config that both readers take. */
  readonly payload?: string;
  readonly state: 'valid' | 'missing' | 'invalid';
  readonly remarks: readonly Remark[];
};

/** A key that the function-runner never finds is remarked on, but copied: it may be the kubelet's. */
export function readSource(source: Secret | undefined, ref: Ref<'secrets'>): Source {
  if (source === undefined) {
    const message = `${called(ref)} does not exist yet`;
    return { state: 'missing', remarks: [{ severity: 'info', reason: 'SourceMissing', message }] };
  }
  const payload = source.data?.[DOCKER_CONFIG_KEY];
  if (payload === undefined) return invalid(ref, `it has no \`${DOCKER_CONFIG_KEY}\``);
  const findings = checkDockerConfig(Buffer.from(payload, 'base64').toString(), DOCKER_CONFIG_KEY);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return invalid(ref, told(errors));
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return {
    payload,
    state: 'valid',
    remarks: warnings.length > 0 ? [neverFound(ref, warnings)] : [],
  };
}

function invalid(ref: Ref, why: string): Source {
  const message = `${called(ref)} must be mended, and is not copied until then: ${why}`;
  return {
    state: 'invalid',
    remarks: [{ severity: 'warning', reason: 'SourceInvalid', message }],
  };
}

const neverFound = (ref: Ref, warnings: readonly Finding[]): Remark => ({
  severity: 'warning',
  reason: 'RegistryNeverFound',
  message: `${called(ref)} is copied as it is, but an entry is of no use: ${told(warnings)}`,
});

const told = (findings: readonly Finding[]): string =>
  findings.map(({ at, message }) => `${at}: ${message}`).join('; ');
