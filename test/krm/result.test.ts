import { expect } from 'chai';
import { fileAnnotations, identityOf } from '../../src/krm/identity.ts';
import { isError, resultOn } from '../../src/krm/result.ts';

describe('a result', () => {
  const bare = identityOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'n' } });
  const annotations = fileAnnotations('a.yaml', 0, undefined);
  const placed = identityOf({ metadata: { name: 'n', namespace: 'ns', annotations } });

  it('names the object', () => {
    expect(resultOn(bare, 'error', 'must')).to.deep.equal({
      message: 'must',
      severity: 'error',
      resourceRef: { apiVersion: 'v1', kind: 'Secret', name: 'n' },
    });
  });

  it('names field and file where they are known', () => {
    expect(resultOn(placed, 'info', 'did', 'spec.a')).to.deep.equal({
      message: 'did',
      severity: 'info',
      resourceRef: { apiVersion: '', kind: '', name: 'n', namespace: 'ns' },
      field: { path: 'spec.a' },
      file: { path: 'a.yaml', index: 0 },
    });
    expect(resultOn({ ...placed, index: undefined }, 'info', 'did').file).to.deep.equal({
      path: 'a.yaml',
    });
  });

  it('is an error by its severity', () => {
    const severities = ['error', 'warning', 'info'] as const;
    const errors = severities.map(severity => isError(resultOn(bare, severity, 'x')));
    expect(errors).to.deep.equal([true, false, false]);
  });
});
