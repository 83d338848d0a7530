// A private CA as PEM text: every fault, and what the runner gets.
import { expect } from 'chai';
import type { Finding } from '../../../src/findings/finding.ts';
import { done } from '../../../src/findings/step.ts';
import { readCa } from '../../../src/function/input/ca-bundle.ts';
import { CA, EXPIRED_CA, FUTURE_CA, LEAF, OTHER_CA, REQUEST } from '../../support/certificates.ts';
import { valueIn } from '../../support/findings.ts';

const NOW = new Date('2026-01-01');
const read = (text: string, now = NOW) => readCa(text, 'tlsCA', now);
const block = (label: string, body = 'bm90IGEga2V5') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

/** Each as `severity block: code`; the message names the block, for all have one field. */
const codesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, code, message, at }) => {
    expect(at).to.equal('tlsCA');
    return [severity, ...(message.match(/^block \d+/) ?? [])].join(' ').concat(`: ${code}`);
  });

const MISSING = 'error: ca-missing';
const INVALID = 'ca-block-invalid';
const KEY = 'ca-private-key';

describe('a private CA', () => {
  const faults: Record<string, [text: string, ...codes: string[]]> = {
    'an empty text': ['', MISSING],
    'a text without a block': ['the CA of our company', MISSING],
    'base64 without its frame': [CA.split('\n').slice(1, -2).join('\n'), MISSING],
    'line breaks as backslash and n': [CA.replaceAll('\n', '\\n'), `error block 1: ${INVALID}`],
    'a frame with four dashes': [CA.replaceAll('-----', '----'), MISSING],
    'an end without a begin': [block('CERTIFICATE').split('\n').slice(1).join('\n'), MISSING],
    'a begin without an end': [CA.replace(/-----END.*/, ''), `error block 1: ${INVALID}`],
    'another end': [CA.replace('END CERTIFICATE', 'END X509 CRL'), `error block 1: ${INVALID}`],
    'an end that only the next block has': [
      CA.replace(/-----END.*/, '') + OTHER_CA,
      `error block 1: ${INVALID}`,
    ],
    'an empty block': [block('CERTIFICATE', ''), `error block 1: ${INVALID}`],
    'what is no base64': [block('CERTIFICATE', '?'), `error block 1: ${INVALID}`],
    'base64 of something else': [block('CERTIFICATE'), `error block 1: ${INVALID}`],
    'a certificate that is cut': [
      CA.replace(/\n.*\n-----END/, '\n-----END'),
      `error block 1: ${INVALID}`,
    ],
    'a private key': [block('PRIVATE KEY'), `error block 1: ${KEY}`],
    'a private key of RSA': [block('RSA PRIVATE KEY'), `error block 1: ${KEY}`],
    'a private key of EC behind the CA': [CA + block('EC PRIVATE KEY'), `error block 2: ${KEY}`],
    'an encrypted private key': [block('ENCRYPTED PRIVATE KEY'), `error block 1: ${KEY}`],
    'a private key without an end': [
      `${CA}-----BEGIN PRIVATE KEY-----\nbm90`,
      `error block 2: ${KEY}`,
    ],
    'a private key as a certificate': [
      block('CERTIFICATE', 'MC4CAQAwBQYDK2VwBCIEIA=='),
      `error block 1: ${INVALID}`,
    ],
    'a request': [REQUEST, `error block 1: ${INVALID}`],
    'a public key': [block('PUBLIC KEY'), `error block 1: ${INVALID}`],
    'a list of revocations': [CA + block('X509 CRL'), `error block 2: ${INVALID}`],
    'a trusted certificate of OpenSSL': [
      CA.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
      `error block 1: ${INVALID}`,
    ],
    'an empty label': [block(''), `error block 1: ${INVALID}`],
    'several faults': [
      block('PRIVATE KEY') + CA + block('CERTIFICATE'),
      `error block 1: ${KEY}`,
      `error block 3: ${INVALID}`,
    ],
  };
  for (const [name, [text, ...findings]] of Object.entries(faults)) {
    it(`is not ${name}`, () => {
      expect(codesOf(read(text).findings)).to.deep.equal(findings);
      expect(valueIn(read(text))).to.equal(undefined);
    });
  }

  const doubts: Record<string, [text: string, ...codes: string[]]> = {
    expired: [EXPIRED_CA, 'warning block 1: ca-expired'],
    'not valid yet': [CA + FUTURE_CA, 'warning block 2: ca-not-yet-valid'],
    'no CA': [LEAF, 'warning block 1: ca-is-no-ca'],
  };
  for (const [name, [text, ...findings]] of Object.entries(doubts)) {
    it(`may be ${name}, with a warning`, () => {
      expect(codesOf(read(text).findings)).to.deep.equal(findings);
      expect(valueIn(read(text))).to.equal(text);
    });
  }

  it('is judged by the clock that is given', () => {
    const findings = (year: string) => read(CA, new Date(`${year}-06-01`)).findings;
    expect(findings('2099')).to.deep.equal([]);
    expect(codesOf(findings('2100'))).to.deep.equal(['warning block 1: ca-expired']);
    expect(codesOf(findings('1999'))).to.deep.equal(['warning block 1: ca-not-yet-valid']);
  });

  it('may be several certificates, with text and blanks around them', () => {
    const text = `# Our CAs\r\n\n${CA.replaceAll('\n', '\r\n')}\nOld:\n  ${OTHER_CA}the end`;
    expect(read(text)).to.deep.equal(done(CA + OTHER_CA));
  });
});
