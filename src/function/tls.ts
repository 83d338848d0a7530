// A private CA for the runner: its Secret, its wiring and its flags, or none of them.
import { type Checked, resultOn } from '../krm/result.ts';
import { readCa } from './ca.ts';
import { type Edits, NOTHING, together } from './edits.ts';
import { checkTlsSecret } from './existing.ts';
import { resultFrom } from './finding.ts';
import { UNWANTED_TLS_FLAGS, type Wanted, wantedTlsFlags } from './flags.ts';
import { remove, upsert } from './generated.ts';
import { ownSecrets } from './ownership.ts';
import { TLS_SECRET } from './purpose.ts';
import type { Request } from './request.ts';
import { generatedSecret } from './secret.ts';
import { isForeign, type Route } from './wired.ts';

/** Flags and wiring stand in lists with those of the pull secret, and are edited with them. */
type Tls = {
  readonly flags: readonly Wanted[];
  readonly put: readonly Route[];
  readonly out: readonly Route[];
  readonly edits: Edits;
};

const LEFT: Tls = { flags: [], put: [], out: [], edits: NOTHING };

const NODES =
  'the nodes must trust the CA too, in the configuration of their container runtime: ' +
  'the kubelet pulls the images, and does not read this Secret';

export const wantsTls = ({ config: { options } }: Request): boolean =>
  options.tlsSecretName !== undefined || options.tlsCA !== undefined;

/**
 * What the options want. Without them wiring by hand stays, but where its flags would crash the
 * release, and the function's own comes out.
 *
 * @param isKnown whether the release knows the flags
 */
export function editTls(request: Request, route: Route, isKnown: boolean): Checked<Tls> {
  const { target } = request;
  if (!wantsTls(request)) {
    const goes = !isKnown || ownTlsSecrets(request, route).length > 0;
    return { value: goes ? removeTls(request, route) : LEFT, results: [] };
  }
  const secret = editSecret(request, route);
  if (secret.value === undefined) return { results: secret.results };
  const isNew = route.wired.mount === undefined;
  const note = resultOn(target.item.identity, 'info', NODES, target.volumeMounts.path);
  const edits = together([secret.value, { results: isNew ? [note] : [] }]);
  const flags = wantedTlsFlags(route.wanted.mountPath);
  return { value: { flags, put: [route], out: [], edits }, results: secret.results };
}

/** Takes out flags, wiring and the function's own Secret. */
export function removeTls(request: Request, route: Route): Tls {
  const edits = remove(ownTlsSecrets(request, route), TLS_SECRET.subject);
  return { flags: UNWANTED_TLS_FLAGS, put: [], out: isForeign(route) ? [] : [route], edits };
}

function ownTlsSecrets({ items, target }: Request, { wired, wanted }: Route) {
  const names = new Set([...wired.secrets, wanted.secretName]);
  return ownSecrets(items, target, names, TLS_SECRET);
}

function editSecret(request: Request, route: Route): Checked<Edits> {
  const { items, target, owner, config, slots, now } = request;
  const { tlsCA, secretName, secretMode } = config.options;
  const own = ownTlsSecrets(request, route);
  const name = route.wanted.secretName;
  // One Secret may serve for both, but not one that is made from here.
  if (name === secretName && (tlsCA !== undefined || secretMode !== 'existing')) {
    return { results: [resultOn(owner, 'error', CLASH, 'data.tlsSecretName')] };
  }
  if (tlsCA === undefined) {
    const results = checkTlsSecret(items, target.namespace, name);
    return { value: remove(own, TLS_SECRET.subject), results };
  }
  const ca = readCa(tlsCA, 'tlsCA', now);
  const results = ca.findings.map(finding => resultFrom(finding, owner, 'data'));
  if (!ca.ok) return { results };
  const secret = upsert(items, generatedSecret(request, TLS_SECRET, name, ca.value), own, slots);
  return { ...secret, results: [...secret.results, ...results] };
}

const CLASH = '`data.tlsSecretName` must be another name than `data.secretName`';
