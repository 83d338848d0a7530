// A private CA as PEM text: every fault, word for word, and what the runner gets.
import { expect } from 'chai';
import { done } from '../../../src/findings/step.ts';
import { readCa } from '../../../src/function/input/ca-bundle.ts';
import { CA, EXPIRED_CA, FUTURE_CA, LEAF, OTHER_CA, REQUEST } from '../../support/certificates.ts';
import { valueIn, wordsOf } from '../../support/findings.ts';

const NOW = new Date('2026-01-01');
const read = (text: string, now = NOW) => readCa(text, 'tlsCA', now);
const block = (label: string, body = 'bm90IGEga2V5') =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

const MISSING =
  'error tlsCA: the value must be PEM text that holds the certificate of the CA, from `-----BEGIN CERTIFICATE-----` on';
const LABEL = 'must be a certificate, as in `-----BEGIN CERTIFICATE-----`';
const UNREADABLE = 'must be a certificate: it cannot be read; copy it again from its file';
const KEY = 'must be removed: it is a private key';

describe('a private CA', () => {
  const faults: Record<string, [text: string, ...told: string[]]> = {
    'an empty text': ['', MISSING],
    'a text without a block': ['the CA of our company', MISSING],
    'base64 without its frame': [CA.split('\n').slice(1, -2).join('\n'), MISSING],
    'line breaks as backslash and n': [
      CA.replaceAll('\n', '\\n'),
      `error tlsCA: block 1 ${UNREADABLE}`,
    ],
    'a frame with four dashes': [CA.replaceAll('-----', '----'), MISSING],
    'an end without a begin': [block('CERTIFICATE').split('\n').slice(1).join('\n'), MISSING],
    'a begin without an end': [
      CA.replace(/-----END.*/, ''),
      'error tlsCA: block 1 must end with `-----END CERTIFICATE-----`',
    ],
    'another end': [
      CA.replace('END CERTIFICATE', 'END X509 CRL'),
      'error tlsCA: block 1 must end with `-----END CERTIFICATE-----`',
    ],
    'an end that only the next block has': [
      CA.replace(/-----END.*/, '') + OTHER_CA,
      'error tlsCA: block 1 must end with `-----END CERTIFICATE-----`',
    ],
    'an empty block': [block('CERTIFICATE', ''), `error tlsCA: block 1 ${UNREADABLE}`],
    'what is no base64': [block('CERTIFICATE', '?'), `error tlsCA: block 1 ${UNREADABLE}`],
    'base64 of something else': [block('CERTIFICATE'), `error tlsCA: block 1 ${UNREADABLE}`],
    'a certificate that is cut': [
      CA.replace(/\n.*\n-----END/, '\n-----END'),
      `error tlsCA: block 1 ${UNREADABLE}`,
    ],
    'a private key': [block('PRIVATE KEY'), `error tlsCA: block 1 ${KEY}`],
    'a private key of RSA': [block('RSA PRIVATE KEY'), `error tlsCA: block 1 ${KEY}`],
    'a private key of EC behind the CA': [
      CA + block('EC PRIVATE KEY'),
      `error tlsCA: block 2 ${KEY}`,
    ],
    'an encrypted private key': [block('ENCRYPTED PRIVATE KEY'), `error tlsCA: block 1 ${KEY}`],
    'a private key without an end': [
      `${CA}-----BEGIN PRIVATE KEY-----\nbm90`,
      `error tlsCA: block 2 ${KEY}`,
    ],
    'a private key as a certificate': [
      block('CERTIFICATE', 'MC4CAQAwBQYDK2VwBCIEIA=='),
      `error tlsCA: block 1 ${UNREADABLE}`,
    ],
    'a request': [REQUEST, `error tlsCA: block 1 ${LABEL}`],
    'a public key': [block('PUBLIC KEY'), `error tlsCA: block 1 ${LABEL}`],
    'a list of revocations': [CA + block('X509 CRL'), `error tlsCA: block 2 ${LABEL}`],
    'a trusted certificate of OpenSSL': [
      CA.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
      `error tlsCA: block 1 ${LABEL}`,
    ],
    'an empty label': [block(''), `error tlsCA: block 1 ${LABEL}`],
    'several faults': [
      block('PRIVATE KEY') + CA + block('CERTIFICATE'),
      `error tlsCA: block 1 ${KEY}`,
      `error tlsCA: block 3 ${UNREADABLE}`,
    ],
  };
  for (const [name, [text, ...findings]] of Object.entries(faults)) {
    it(`is not ${name}`, () => {
      expect(wordsOf(read(text).findings)).to.deep.equal(findings);
      expect(valueIn(read(text))).to.equal(undefined);
    });
  }

  const doubts: Record<string, [text: string, ...told: string[]]> = {
    expired: [EXPIRED_CA, 'warning tlsCA: block 1 has expired'],
    'not valid yet': [CA + FUTURE_CA, 'warning tlsCA: block 2 is not valid yet'],
    'no CA': [
      LEAF,
      'warning tlsCA: block 1 is no CA: it can stand for no more than one registry that presents this very certificate',
    ],
  };
  for (const [name, [text, ...findings]] of Object.entries(doubts)) {
    it(`may be ${name}, with a warning`, () => {
      expect(wordsOf(read(text).findings)).to.deep.equal(findings);
      expect(valueIn(read(text))).to.equal(text);
    });
  }

  it('is judged by the clock that is given', () => {
    const findings = (year: string) => read(CA, new Date(`${year}-06-01`)).findings;
    expect(findings('2099')).to.deep.equal([]);
    expect(wordsOf(findings('2100'))).to.deep.equal(['warning tlsCA: block 1 has expired']);
    expect(wordsOf(findings('1999'))).to.deep.equal(['warning tlsCA: block 1 is not valid yet']);
  });

  it('may be several certificates, with text and blanks around them', () => {
    const text = `# Our CAs\r\n\n${CA.replaceAll('\n', '\r\n')}\nOld:\n  ${OTHER_CA}the end`;
    expect(read(text)).to.deep.equal(done(CA + OTHER_CA));
  });
});
