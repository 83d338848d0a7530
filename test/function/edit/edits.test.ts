// Edits that meet in one mapping, and edits that would break an item.
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, DEPLOYMENT, resourceList } from '../../support/config.ts';
import { faultsIn } from '../../support/run.ts';

const run = (items: string[], data = {}) =>
  evaluate(Buffer.from(resourceList(items, configMap({ sync: 'none', ...data }))));
const WIRED = DEPLOYMENT.replace(
  '--functions=/srv/functions',
  '--registry-auth-secret-path=/creds/.dockerconfigjson',
);

describe('edits in one mapping', () => {
  it('add an annotation to an empty map', () => {
    const source = JSON.stringify({
      ...configMap(CREDENTIALS, 'registry-credentials'),
      metadata: { name: 'registry-credentials', annotations: {} },
    });
    const { output, failed, fault } = run([DEPLOYMENT, source]);
    expect(failed, fault).to.equal(false);
    expect(() => load(output.toString())).not.to.throw();
  });

  it('take several keys out of flow mappings', () => {
    const item = WIRED.replace(
      '- mountPath: /pod-cache-config\n          name: cache',
      '- {subPath: a, subPathExpr: b, mountPath: /creds, name: cache}',
    ).replace(
      'configMap:\n          name: pod-cache-config',
      'secret: {optional: true, items: [], defaultMode: 0400, secretName: x}',
    );
    const { output, failed, fault } = run([item], CREDENTIALS);
    expect(failed, fault).to.equal(false);
    expect(output.toString()).not.to.match(/subPath|optional|defaultMode|items: \[/);
    expect(() => load(output.toString())).not.to.throw();
  });

  for (const mode of ['0o644', '0444', '420', '0o004']) {
    it(`leave a defaultMode ${mode} that others may read`, () => {
      const item = WIRED.replace('/pod-cache-config', '/creds').replace(
        'configMap:\n          name: pod-cache-config',
        `secret: {defaultMode: ${mode}, secretName: x}`,
      );
      const { output, failed, fault } = run([item], CREDENTIALS);
      expect(failed, fault).to.equal(false);
      expect(output.toString()).to.contain(`defaultMode: ${mode}`);
    });
  }

  it('leave the items as they came where an anchor that is used elsewhere would go', () => {
    const item = WIRED.replace(
      'name: cache\n        configMap:\n          name: pod-cache-config',
      'name: cache\n        secret: {secretName: &s x}\n      hostname: *s',
    ).replace('/pod-cache-config', '/creds');
    expect(faultsIn(resourceList([item], configMap({ state: 'disabled' })))).to.deep.equal([
      'error spec.template.spec.volumes[0]: field-shared',
    ]);
  });
});
