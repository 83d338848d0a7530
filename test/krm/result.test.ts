import { expect } from 'chai';
import { error } from '../../src/findings/finding.ts';
import { fileAnnotations, identityOf } from '../../src/krm/identity.ts';
import { entryOf, errorOn, infoOn, resultOf } from '../../src/krm/result.ts';

describe('a result', () => {
  const bare = identityOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'n' } });
  const annotations = fileAnnotations('a.yaml', 0, undefined);
  const placed = identityOf({ metadata: { name: 'n', namespace: 'ns', annotations } });

  it('names the object', () => {
    expect(entryOf(errorOn(bare, 'item-invalid', 'must'))).to.deep.equal({
      message: 'must',
      severity: 'error',
      resourceRef: { apiVersion: 'v1', kind: 'Secret', name: 'n' },
    });
  });

  it('names field and file where they are known', () => {
    expect(entryOf(infoOn(placed, 'object-changed', 'did', 'spec.a'))).to.deep.equal({
      message: 'did',
      severity: 'info',
      resourceRef: { apiVersion: '', kind: '', name: 'n', namespace: 'ns' },
      field: { path: 'spec.a' },
      file: { path: 'a.yaml', index: 0 },
    });
    const { file } = infoOn({ ...placed, index: undefined }, 'object-changed', 'did');
    expect(file).to.deep.equal({ path: 'a.yaml' });
  });

  it('has the code of its finding, which does not leave with it', () => {
    const result = resultOf(error('item-invalid', 'must', 'items[0]'));
    expect(result).to.deep.equal({ code: 'item-invalid', message: 'must', severity: 'error' });
    expect(entryOf(result)).to.deep.equal({ message: 'must', severity: 'error' });
  });
});
