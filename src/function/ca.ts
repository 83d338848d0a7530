// A private CA as PEM text: block by block what is wrong with it, and its text for the runner.
import type { X509Certificate } from 'node:crypto';
import { getBuiltinModule } from 'node:process';
import type { Code } from '../findings/codes.ts';
import { error, type Finding, warning } from '../findings/finding.ts';
import { andThen, done, each, failed, type Step } from '../findings/step.ts';

const LABEL = 'CERTIFICATE';
const MISSING =
  'the value must be PEM text that holds the certificate of the CA, from `-----BEGIN CERTIFICATE-----` on';

/**
 * The certificates of a text, as the runner reads them: what stands around the blocks is left out.
 * No finding repeats anything of the text, which may hold a private key.
 *
 * @param at what the text is called
 */
export function readCa(text: string, at: string, now: Date): Step<string> {
  const blocks = text.split(/(?=-----BEGIN )/).filter(block => block.startsWith('-----BEGIN '));
  if (blocks.length === 0) return failed(error('ca-missing', MISSING, at));
  const read = blocks.map((block, index) => readBlock(block, `block ${index + 1}`, at, now));
  return andThen(each(read), certificates => done(certificates.join('')));
}

function readBlock(text: string, name: string, at: string, now: Date): Step<string> {
  const label = /^-----BEGIN ([^\n]*?)-----/.exec(text)?.[1] ?? '';
  const refuse = (code: Code, must: string) => failed(error(code, `${name} must ${must}`, at));
  if (label.endsWith('PRIVATE KEY'))
    return refuse('ca-private-key', 'be removed: it is a private key');
  if (label !== LABEL)
    return refuse('ca-label', 'be a certificate, as in `-----BEGIN CERTIFICATE-----`');
  const last = `-----END ${LABEL}-----`;
  const end = text.indexOf(last);
  if (end < 0) return refuse('ca-unfinished', `end with \`${last}\``);
  const certificate = parse(text.slice(0, end + last.length));
  if (certificate === undefined) {
    return refuse(
      'ca-unreadable',
      'be a certificate: it cannot be read; copy it again from its file',
    );
  }
  // Printed anew: Go skips a block with headers, and wants nothing beside the blocks.
  return done(certificate.toString(), doubts(certificate, name, at, now));
}

/** Loaded only here: it takes a tenth of a whole run without a CA. */
const crypto = () => getBuiltinModule('node:crypto');

function parse(block: string): X509Certificate | undefined {
  try {
    return new (crypto().X509Certificate)(block);
  } catch {
    return undefined; // the reason may quote the text
  }
}

/** Why the runner would not trust a registry because of the certificate. */
function doubts({ validFrom, validTo, ca }: X509Certificate, name: string, at: string, now: Date) {
  const rules: readonly (readonly [code: Code, doubtful: boolean, message: string])[] = [
    ['ca-expired', now > new Date(validTo), 'has expired'],
    ['ca-not-yet-valid', now < new Date(validFrom), 'is not valid yet'],
    [
      'ca-no-ca',
      !ca,
      'is no CA: it can stand for no more than one registry that presents this very certificate',
    ],
  ];
  return rules.flatMap(([code, doubtful, message]): Finding[] =>
    doubtful ? [warning(code, `${name} ${message}`, at)] : [],
  );
}
