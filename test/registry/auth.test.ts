import { expect } from 'chai';
import fc from 'fast-check';
import { authBytes, decodeAuth, encodeAuth } from '../../src/registry/auth.ts';
import { login } from './arbitrary.ts';

const LOGIN = { username: 'my_username', password: 'my_password' };

describe('an auth field', () => {
  it('is the base64 of the login, with padding', () => {
    expect(encodeAuth(LOGIN)).to.equal('bXlfdXNlcm5hbWU6bXlfcGFzc3dvcmQ=');
  });

  const accepted: readonly (readonly [
    what: string,
    field: string,
    username: string,
    password: string,
  ])[] = [
    ['padding', 'YTpiYw==', 'a', 'bc'],
    ['no padding', 'YTpiYw', 'a', 'bc'],
    ['no need of padding', 'YTpi', 'a', 'b'],
    ['colons in the password', 'YTpiOmM6', 'a', 'b:c:'],
    ['an empty username and password', 'Og==', '', ''],
    ['every digit of the standard alphabet', 'YTo+Pz8/w78=', 'a', '>???ÿ'],
    ['line breaks, which Go skips', 'YTpi\r\nYw==\n', 'a', 'bc'],
    ['bits behind the last byte, which Go skips', 'YTpiYx', 'a', 'bc'],
  ];
  for (const [what, field, username, password] of accepted) {
    it(`may have ${what}`, () => {
      expect(decodeAuth(field)).to.deep.equal({ username, password });
    });
  }

  const refused: readonly (readonly [what: string, field: string])[] = [
    ['digits of the URL-safe alphabet', 'YTo-Pz8_'],
    ['a trailing space', 'YTpi '],
    ['a leading tab', '\tYTpi'],
    ['a space inside', 'YT pi'],
    ['no colon', 'YWI='],
    ['nothing in it', ''],
    ['something else than base64', 'user:password'],
    ['half of its padding', 'YTpiYw='],
    ['too much padding', 'YTpi===='],
    ['padding without need', 'YTpi='],
    ['padding inside', 'YQ==Og=='],
    ['nothing but padding', '=='],
    ['a single digit at the end', 'YTpiY'],
  ];
  for (const [what, field] of refused) {
    it(`must not have ${what}`, () => {
      expect(authBytes(field)).to.equal(undefined);
      expect(decodeAuth(field)).to.equal(undefined);
    });
  }

  it('is of use to both readers, but not to JSON, where its bytes are not UTF-8', () => {
    expect(authBytes('YTr/')?.toString('latin1')).to.equal('a:ÿ');
    expect(decodeAuth('YTr/')).to.equal(undefined);
  });

  it('takes no time over what is long', () => {
    expect(authBytes('YTpi'.repeat(3_000_000))).not.to.equal(undefined);
    expect(authBytes(`${'YTpi'.repeat(3_000_000)} `)).to.equal(undefined);
  }).timeout(5000);

  it('decodes to what was encoded', () => {
    fc.assert(
      fc.property(login, value => {
        const field = encodeAuth(value);
        expect(decodeAuth(field)).to.deep.equal(value);
        expect(decodeAuth(field.replace(/=+$/, ''))).to.deep.equal(value);
      }),
    );
  });
});
