// A private CA as PEM text: what is wrong with each block, and the text for the function runner.
import type { X509Certificate } from 'node:crypto';
import { getBuiltinModule } from 'node:process';
import { error, type Finding, warning } from '../../findings/finding.ts';
import { andThen, done, each, failed, type Step } from '../../findings/step.ts';

const LABEL = 'CERTIFICATE';
const MISSING =
  'the value must be PEM text with the certificate of the CA. Begin it with `-----BEGIN CERTIFICATE-----`';

/**
 * The certificates of a text, as the function runner reads them: text around the blocks is left out. No
 * finding repeats anything of the text, which may hold a private key.
 *
 * @param at the field that holds the text
 * @param now the time by which certificates are judged
 */
export function readCa(text: string, at: string, now: Date): Step<string> {
  const blocks = text.split(/(?=-----BEGIN )/).filter(block => block.startsWith('-----BEGIN '));
  if (blocks.length === 0) return failed(error('ca-missing', MISSING, at));
  const read = blocks.map((block, index) => readBlock(block, `block ${index + 1}`, at, now));
  return andThen(each(read), certificates => done(certificates.join('')));
}

function readBlock(text: string, name: string, at: string, now: Date): Step<string> {
  const label = /^-----BEGIN ([^\n]*?)-----/.exec(text)?.[1] ?? '';
  if (label.endsWith('PRIVATE KEY')) {
    return failed(error('ca-private-key', `${name} is a private key. Remove it`, at));
  }
  const invalid = (message: string) => failed(error('ca-block-invalid', message, at));
  if (label !== LABEL) {
    return invalid(
      `${name} is no certificate. Keep only those that begin with \`-----BEGIN ${LABEL}-----\``,
    );
  }
  const last = `-----END ${LABEL}-----`;
  const end = text.indexOf(last);
  if (end < 0) return invalid(`${name} has no end. Close it with \`${last}\``);
  const certificate = parse(text.slice(0, end + last.length));
  if (certificate === undefined) {
    return invalid(`${name} cannot be read as a certificate. Copy it again from its file`);
  }
  // Printed anew: Go skips a block with headers, and accepts nothing beside the blocks.
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

/** Why the function runner would not trust a registry because of the certificate. */
function doubts({ validFrom, validTo, ca }: X509Certificate, name: string, at: string, now: Date) {
  const rules = [
    [now > new Date(validTo), 'ca-expired', 'has expired. Replace it'],
    [now < new Date(validFrom), 'ca-not-yet-valid', 'is not valid yet. Check its dates'],
    [!ca, 'ca-is-no-ca', 'is no CA. It serves only a registry that presents this very certificate'],
  ] as const;
  return rules.flatMap(([doubtful, code, message]): Finding[] =>
    doubtful ? [warning(code, `${name} ${message}`, at)] : [],
  );
}
