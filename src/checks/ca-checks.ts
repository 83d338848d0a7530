// Checks of a private CA: its two flags, its mount, its Secret and its certificates.
import { readCa } from '../function/input/ca-bundle.ts';
import { resultFrom } from '../function/input/finding-result.ts';
import { textIn } from '../function/observe/existing-secret.ts';
import { identityOf } from '../krm/identity.ts';
import { isTrue, TLS_ENABLE, TLS_PATH } from '../porch/flags.ts';
import { fieldPath } from '../yaml/path.ts';
import { broken, check } from './check.ts';
import type { Evaluator } from './evaluator-facts.ts';
import type { Facts, Observed } from './observed.ts';
import { add } from './patch.ts';
import { isEncrypted, secretField } from './secret.ts';
import { flagOf, mountOf } from './wiring-facts.ts';

/** The key and text of the CA that the function runner reads. */
function caIn(
  secret: Facts['caSecret'],
  { release }: Evaluator,
): { key: string; text: string } | undefined {
  for (const key of release.caFiles) {
    const text = textIn(secret, key);
    if (text !== undefined) return { key, text };
  }
  return undefined;
}

/** The CA of the function runner as PEM text. */
export const caOf = ({ caSecret, evaluator }: Observed): string | undefined =>
  caSecret?.isKnown && evaluator?.isKnown ? caIn(caSecret.value, evaluator.value)?.text : undefined;

export const CA_CHECKS = [
  check(
    'EPR0401',
    {
      title: 'The flags of a private CA go together, and lead to a mount',
      means:
        'the function runner does not read the CA: `x509: certificate signed by unknown authority`',
      todo: 'run the function with `tlsCA` or `tlsSecretName`',
    },
    ['evaluator'],
    ({ evaluator }) => {
      const { object, release } = evaluator;
      const enable = flagOf(evaluator, TLS_ENABLE);
      const path = flagOf(evaluator, TLS_PATH);
      const flag = enable ?? path;
      if (!release.tls || flag === undefined) return [];
      const field = fieldPath(flag.path);
      if (path === undefined && !isTrue(enable?.value)) return [];
      if (enable === undefined || !isTrue(enable.value)) {
        const message = `\`${field}\` gives the path of a CA that is not in use. Add \`--${TLS_ENABLE}=true\``;
        const patch = [add(flag.path, `--${TLS_ENABLE}=true`)];
        return [broken(object, message, field, enable === undefined ? { patch } : {})];
      }
      if (mountOf(evaluator, TLS_PATH) !== undefined) return [];
      if (path === undefined) {
        const message = `\`${field}\` asks for a CA whose folder is not given. Add \`--${TLS_PATH}\``;
        return [broken(object, message, field)];
      }
      const at = fieldPath(path.path);
      const message = `\`${at}\` leads to a folder where nothing is mounted. Mount the Secret of the CA there`;
      return [broken(object, message, at)];
    },
  ),
  check(
    'EPR0402',
    {
      title: 'The Secret of the CA is there',
      means: 'the function runner stays in ContainerCreating',
      todo: 'apply it, in the namespace of the Deployment',
    },
    ['evaluator', 'caSecret'],
    ({ evaluator: { object, namespace, caSecretName }, caSecret }) => {
      if (caSecretName === undefined || caSecret !== undefined) return [];
      const message =
        `Secret \`${caSecretName}\` of the private CA is missing in namespace \`${namespace}\`. ` +
        'Apply it, or find out why its maker has not made it';
      return [broken(object, message)];
    },
  ),
  check(
    'EPR0403',
    {
      title: 'The Secret of the CA holds it under a key that the function runner reads',
      means: 'without `ca.crt` or `ca.pem` the function runner fails on every image',
      todo: 'an `Opaque` Secret with the key `ca.crt`',
    },
    ['evaluator', 'caSecret'],
    ({ evaluator, caSecret }) => {
      if (caSecret === undefined || isEncrypted(caSecret) || caIn(caSecret, evaluator)) return [];
      const message =
        '`data` must hold the CA as `ca.crt` or `ca.pem`. Add it under one of these keys';
      return [broken(caSecret, message, 'data')];
    },
  ),
  check(
    'EPR0404',
    {
      title: 'The certificates of the CA are valid',
      means:
        'the function runner trusts no registry by an expired one, nor by what is no certificate',
      todo: 'the current certificate of the CA, as PEM text',
    },
    ['evaluator', 'caSecret', 'now'],
    ({ evaluator, caSecret, now }) => {
      const ca = caIn(caSecret, evaluator);
      if (caSecret === undefined || ca === undefined) return [];
      const read = readCa(ca.text, secretField(caSecret, ca.key), now);
      return read.findings.map(finding => resultFrom(finding, identityOf(caSecret)));
    },
  ),
];
