// Edits of the function's own objects where an anchor, alias or merge key gives their text to others too.
import { expect } from 'chai';
import { CREDENTIALS } from '../../support/config.ts';
import { type Data, once, run, WITHOUT_SYNC } from '../../support/text.ts';

const SECRET = once(WITHOUT_SYNC);
const CHANGED = { ...WITHOUT_SYNC, password: 'new' };
const SYNC = { ...CREDENTIALS, syncImage: 'epr:v1' };

const cases: Record<string, [body: string, data: Data, code: string]> = {
  'a value that an alias repeats': [
    SECRET.replace('dockerconfigjson: ', '$&&d ').concat('    x: *d\n'),
    CHANGED,
    'error data[".dockerconfigjson"]: field-shared',
  ],
  'a map that an alias repeats': [
    SECRET.replace(/^ {2}data:/m, '$& &d').concat('  more: *d\n'),
    CHANGED,
    'error data: field-shared',
  ],
  'a map beside a merge key': [
    SECRET.replace(/^ {2}data:\n/m, '$&    <<: {x: y}\n'),
    CHANGED,
    'error data: field-shared',
  ],
  'a list that an alias stands for': [
    once(SYNC)
      .replace('replicas: 1', 'x: &l []\n    replicas: 1')
      .replace(/( {12}env:)\n(?: {14}.*\n)+/, '$1 *l\n'),
    SYNC,
    'error spec.template.spec.containers[0].env: field-shared',
  ],
};

describe('an edit is refused', () => {
  for (const [name, [body, data, code]] of Object.entries(cases)) {
    it(`in ${name}`, () => {
      const { body: after, codes } = run(body, data);
      expect(codes).to.deep.equal([code]);
      expect(after).to.equal(body);
    });
  }

  it('nowhere where nothing is to be changed', () => {
    const body = SECRET.replace(/type: (.*)/, 'type: &t $1\n  x: *t');
    expect(body).to.contain('*t');
    expect(run(body, WITHOUT_SYNC).codes).to.deep.equal([]);
  });
});
