import { expect } from 'chai';
import { readConfigFile } from '../../src/registry/config-file.ts';
import { fieldsOf, parseFields } from '../../src/registry/fields.ts';
import { codesOf, valueIn } from '../support/findings.ts';

describe('the fields of an object', () => {
  it('are those of JSON objects only', () => {
    for (const value of [undefined, null, 'text', 5, true, [], [['a', 1]]]) {
      expect(fieldsOf(value)).to.equal(undefined);
    }
    for (const text of ['', '[]', 'null', '{"a":1', 'a: 1']) {
      expect(parseFields(text, 'at').ok).to.equal(false);
    }
    expect([...(valueIn(parseFields('{"b":1,"a":{}}', 'at')) ?? [])]).to.deep.equal([
      ['b', 1],
      ['a', {}],
    ]);
  });

  it('are its own: names of its prototype are names like others', () => {
    expect([
      ...(valueIn(parseFields('{"__proto__":1,"constructor":2}', 'at')) ?? []),
    ]).to.deep.equal([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect(fieldsOf({})?.get('toString')).to.equal(undefined);
  });

  const at = 'error config.json: auths entry 1';
  const files: readonly (readonly [text: string, code: string])[] = [
    ['{"__proto__":{"auths":{"ghcr.io":{"auth":"dTpw"}}}}', 'error config.json: no-login'],
    ['{"auths":{"__proto__":{"auth":"dTpw"}}}', `${at}: registry-host`],
    ['{"auths":{"ghcr.io":{"__proto__":{"auth":"dTpw"}}}}', `${at}: field-unknown`],
    [
      '{"auths":{"ghcr.io":{}},"credHelpers":{"__proto__":{"ghcr.io":"gcr"}}}',
      'error config.json: no-login-helper',
    ],
  ];
  for (const [text, line] of files) {
    it(`cannot be planted: ${text}`, () => {
      expect(codesOf(readConfigFile(text, 'config.json').findings)).to.deep.equal([line]);
      expect(Object.keys(Object.prototype)).to.deep.equal([]);
    });
  }
});
