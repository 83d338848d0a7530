import { expect } from 'chai';
import { refused, unanswered } from '../../../src/controller/api/status.ts';

const ACT = 'get Secret "a/b"';

describe('a failure', () => {
  const kinds = {
    400: 'rejected',
    401: 'unauthenticated',
    403: 'denied',
    404: 'absent',
    409: 'conflict',
  };
  const more = { 410: 'gone', 422: 'rejected', 429: 'unavailable', 500: 'unavailable' };
  for (const [status, kind] of Object.entries({ ...kinds, ...more, 503: 'unavailable' })) {
    it(`with status ${status} is ${kind}`, () => {
      expect(refused(ACT, Number(status))).to.deep.equal({ kind, message: `${ACT}: ${status}` });
    });
  }

  it('tells a namespace that is being deleted from a right that is missing', () => {
    const causes = [{ reason: 'NamespaceTerminating', message: 'hunter2', field: 'hunter2' }];
    const body = JSON.stringify({ reason: 'Forbidden', details: { causes } });
    expect(refused(ACT, 403, undefined, body)).to.deep.equal({
      kind: 'terminating',
      message: `${ACT}: 403 NamespaceTerminating`,
    });
    for (const details of [{ causes: [{}] }, { causes: 'x' }, { causes: [null] }, 'x', null]) {
      const other = JSON.stringify({ reason: 'Forbidden', details });
      expect(refused(ACT, 403, undefined, other).kind).to.equal('denied');
    }
  });

  it('keeps one word of what the server said', () => {
    const body = JSON.stringify({ reason: 'Forbidden', message: 'hunter2', details: 'hunter2' });
    expect(refused(ACT, 403, undefined, body).message).to.equal(`${ACT}: 403 Forbidden`);
  });

  for (const body of ['hunter2', '{"reason":"hunter 2"}', '{"reason":{"a":"hunter2"}}', '[]']) {
    it(`keeps nothing of ${body}`, () => {
      expect(refused(ACT, 500, undefined, body).message).to.equal(`${ACT}: 500`);
    });
  }

  const refusers: readonly (readonly [message: string, by: string])[] = [
    ['admission webhook "a.b-c" denied the request: hunter2', 'by admission webhook "a.b-c"'],
    [
      "secrets \"auth-secret\" is forbidden: ValidatingAdmissionPolicy 'pin' with binding 'b' " +
        'denied request: hunter2',
      'by ValidatingAdmissionPolicy "pin"',
    ],
    [
      'secrets "auth-secret" is forbidden: exceeded quota: few, requested: secrets=1, used: 1',
      'by ResourceQuota "few"',
    ],
  ];
  for (const [message, by] of refusers) {
    for (const status of [403, 404, 409, 422]) {
      it(`names who refused with ${status}, and nothing else: ${by}`, () => {
        expect(refused(ACT, status, '', JSON.stringify({ reason: 'Any', message }))).to.deep.equal({
          kind: 'rejected',
          message: `${ACT}: ${status} Any ${by}`,
        });
      });
    }
  }

  it('names the webhook that does not answer', () => {
    const message =
      'Internal error occurred: failed calling webhook "a.b": failed to call webhook: hunter2';
    expect(
      refused(ACT, 500, '', JSON.stringify({ reason: 'InternalError', message })),
    ).to.deep.equal({
      kind: 'unavailable',
      message: `${ACT}: 500 InternalError by admission webhook "a.b"`,
    });
  });

  for (const message of [
    'admission webhook "hunter2 " denied the request',
    'hunter2: admission webhook "a" denied the request',
    'secrets "x" is forbidden: User "hunter2" cannot update resource',
    'exceeded quota: hunter2',
    'failed calling webhook "hunter2"',
    7,
  ]) {
    it(`names nobody for ${message}`, () => {
      expect(refused(ACT, 403, '', JSON.stringify({ message })).message).to.equal(`${ACT}: 403`);
    });
  }

  it('says which file cannot be read', () => {
    const error = Object.assign(new Error('x'), {
      code: 'ENOENT',
      syscall: 'open',
      path: '/a/token',
    });
    expect(unanswered(ACT, error)).to.deep.equal({
      kind: 'unmounted',
      message: `${ACT}: cannot read \`/a/token\` (ENOENT)`,
    });
  });

  it('carries Retry-After, up to five minutes', () => {
    expect(refused(ACT, 429, '7').retryAfterMs).to.equal(7_000);
    expect(refused(ACT, 429, '86400').retryAfterMs).to.equal(300_000);
    expect(refused(ACT, 429, 'Wed, 21 Oct 2026 07:28:00 GMT')).to.not.have.property('retryAfterMs');
  });

  it('without an answer keeps the code', () => {
    const refusedConnection = Object.assign(new Error('hunter2'), { code: 'ECONNREFUSED' });
    const messageOf = (error: unknown) => unanswered(ACT, error).message;
    expect(messageOf(refusedConnection)).to.equal(`${ACT}: no answer (ECONNREFUSED)`);
    expect(messageOf(new TypeError('hunter2', { cause: refusedConnection }))).to.equal(
      `${ACT}: no answer (ECONNREFUSED)`,
    );
    expect(messageOf(new SyntaxError('hunter2'))).to.equal(`${ACT}: no answer (SyntaxError)`);
    expect(messageOf('hunter2')).to.equal(`${ACT}: no answer`);
  });
});
