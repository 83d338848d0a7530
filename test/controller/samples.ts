// The objects of one sync, as tests vary them.

import type { Refs, Secret, ServiceAccount } from '../../src/controller/api/objects.ts';
import type { Code } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/findings/finding.ts';
import {
  DOCKER_CONFIG_KEY,
  DOCKER_CONFIG_TYPE,
  MANAGED_BY,
  MANAGER,
} from '../../src/registry/pull-secret.ts';

export const REFS: Refs = {
  source: { resource: 'secrets', namespace: 'porch-system', name: 'auth-secret' },
  target: { resource: 'secrets', namespace: 'porch-fn-system', name: 'auth-secret' },
  serviceAccount: { resource: 'serviceaccounts', namespace: 'porch-fn-system', name: 'default' },
};

/** A date at which no sample has expired. */
export const NOW = new Date('2026-01-01T00:00:00Z');

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The text of a docker config with one login. */
export const configText = (password = 'hunter2', key = 'ghcr.io'): string =>
  JSON.stringify({ auths: { [key]: { auth: base64(`user:${password}`) } } });

export const PAYLOAD = base64(configText());

const OURS = { [MANAGED_BY]: MANAGER };

export const source = (text = configText()): Secret => ({
  metadata: { name: 'auth-secret', namespace: 'porch-system', uid: 'source-uid' },
  type: DOCKER_CONFIG_TYPE,
  data: { [DOCKER_CONFIG_KEY]: base64(text) },
});

/** A target as the sync leaves it. */
export const target = (change: Partial<Secret> = {}): Secret => ({
  metadata: {
    name: 'auth-secret',
    namespace: 'porch-fn-system',
    uid: 'target-uid',
    resourceVersion: '7',
    labels: OURS,
  },
  type: DOCKER_CONFIG_TYPE,
  data: { [DOCKER_CONFIG_KEY]: PAYLOAD },
  ...change,
});

/** A target that does not bear our label. */
export const unlabelled = (change: Partial<Secret> = {}, labels = {}): Secret => {
  const { metadata, ...rest } = target();
  return { metadata: { ...metadata, labels }, ...rest, ...change };
};

export const serviceAccount = (...names: readonly string[]): ServiceAccount => ({
  metadata: { name: 'default', namespace: 'porch-fn-system', resourceVersion: '9' },
  imagePullSecrets: names.map(name => ({ name })),
});

export const codesOf = (findings: readonly Finding[]): Code[] => findings.map(({ code }) => code);
