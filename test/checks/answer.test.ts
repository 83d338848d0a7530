// What registries and kubelets say, in the classes that the doctor has for it.
import { expect } from 'chai';
import { type Answer, answerIn, WORDS } from '../../src/checks/answer.ts';

const IMAGE = '"registry.example.com/x509/not-found:v401"';
const BARE = 'registry.example.com:5000/certificate/unauthorized:v401';
const SAID: readonly (readonly [Answer, string])[] = [
  ['unauthorized', 'failed to authorize: failed to fetch anonymous token: 401 Unauthorized'],
  ['unauthorized', 'unauthorized: authentication required'],
  ['unauthorized', 'no basic auth credentials'],
  ['denied', 'denied: requested access to the resource is denied'],
  ['denied', 'unexpected status: 403 Forbidden'],
  ['missing', 'manifest unknown: manifest tagged by "v9" is not found'],
  ['missing', 'NAME_UNKNOWN: repository name not known to registry'],
  ['limited', 'toomanyrequests: You have reached your pull rate limit'],
  ['untrusted', 'tls: failed to verify certificate: x509: certificate signed by unknown authority'],
  ['untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['unknown-host', 'dial tcp: lookup registry.example.com: no such host'],
  ['unreachable', 'dial tcp 10.0.0.1:443: i/o timeout'],
  ['unreachable', 'dial tcp 10.0.0.1:443: connect: connection refused'],
  ['other', 'something else'],
];

describe('an answer', () => {
  for (const [answer, text] of SAID) {
    it(`of ${JSON.stringify(text)} is ${answer}, whatever the image is called`, () => {
      const said = `Back-off pulling image ${IMAGE}: ErrImagePull: failed to pull ${IMAGE}: ${BARE}: ${text}`;
      expect(answerIn(said)).to.equal(answer);
      expect(WORDS[answer]).to.match(/\. [A-Z]/); // what is wrong, then what to do
    });
  }
});
