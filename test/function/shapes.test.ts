// Deployments in other shapes than the function writes: taken over, or refused with a way out.
import { expect } from 'chai';
import { CREDENTIALS, DEPLOYMENT } from '../support/config.ts';
import { bodyWith, DISABLED, once, run, WITHOUT_SYNC, wiredByHand } from '../support/text.ts';

describe('wiring by hand', () => {
  const FLAG = '        - --registry-auth-secret-path=/creds/.dockerconfigjson\n';

  it('of a single file is taken over', () => {
    const hand = wiredByHand(
      FLAG,
      '/creds/.dockerconfigjson\n          subPath: .dockerconfigjson',
      'secret: {secretName: x}',
    );
    const body = once(WITHOUT_SYNC, hand);
    expect(body).not.to.contain('subPath');
    expect(body.match(/mountPath: .*auth-secret/g)).to.have.length(1);
    expect(body).not.to.contain('name: own');
  });

  it('with a Secret that has no name gets one', () => {
    const body = once(
      WITHOUT_SYNC,
      wiredByHand(FLAG, '/creds', 'secret:\n          optional: true'),
    );
    expect(body).to.contain('secretName: auth-secret').and.not.to.contain('optional');
  });

  it('of a value like that of a boolean is put right', () => {
    const first = once({ ...WITHOUT_SYNC, secretName: '1' });
    expect(run(first, { ...WITHOUT_SYNC, secretName: 'true' }).body).to.contain('secret-name=true');
  });
});

describe('a container', () => {
  it('stays in its place where lists beside each other are emptied', () => {
    const lists = [
      'args:\n        - --registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson',
      'command:\n        - --registry-auth-secret-name=auth-secret',
      'volumeMounts:\n        - {mountPath: /var/tmp/auth-secret, name: docker-config}',
    ];
    const volume = '- {name: docker-config, secret: {secretName: auth-secret}}';
    const podOf = (keys: readonly string[], volumes = '') =>
      DEPLOYMENT.replace(
        /containers:\n[\s\S]*/,
        `containers:\n      - ${[...keys, '# of the runner\n        image: x:v1.5.6', 'name: function-runner'].join('\n        ')}\n${volumes}`,
      );
    for (const keys of [lists, lists.slice(0, 2), lists.slice(1)]) {
      const { body } = run(bodyWith(podOf(keys, `      volumes:\n      ${volume}\n`)), DISABLED);
      expect(body).to.equal(bodyWith(podOf([])));
    }
  });

  it('is refused where another one has the flags', () => {
    const two = DEPLOYMENT.replace(
      '      volumes:\n',
      '      - {name: two, image: two, volumeMounts: []}\n      volumes:\n',
    );
    const { body, codes } = run(once(WITHOUT_SYNC, two), { ...WITHOUT_SYNC, container: 'two' });
    expect(codes).to.deep.equal(['error spec.template.spec.containers[0]: other-container-wired']);
    expect(body).to.equal(once(WITHOUT_SYNC, two));
    const again = run(run(body, DISABLED).body, { ...WITHOUT_SYNC, container: 'two' });
    expect(again.codes.join()).not.to.contain('error');
  });
});

describe('what the function says and grants', () => {
  const LEFT_BEHIND = 'copy-left-behind';

  it('holds no value of a flag', () => {
    const hand = DEPLOYMENT.replace(
      '        volumeMounts:\n',
      '        - --registry-auth-secret-name=hunter2pw\n        volumeMounts:\n',
    );
    const { messages } = run(
      once({ ...CREDENTIALS, sync: 'sidecar' }).replace(
        'auth-secret-name=auth-secret',
        'auth-secret-name=hunter2pw',
      ),
      DISABLED,
    );
    expect(messages).to.contain('delete secret auth-secret').and.not.to.contain('hunter2pw');
    expect(run(bodyWith(hand), DISABLED).messages).not.to.contain('hunter2pw');
  });

  it('reports the copy under the former name', () => {
    const { messages } = run(once(CREDENTIALS), { ...CREDENTIALS, secretName: 'mine' });
    expect(messages).to.contain('delete secret auth-secret');
    expect(run(once(CREDENTIALS), CREDENTIALS).codes).to.deep.equal([]);
  });

  for (const sync of ['companion', 'sidecar']) {
    it(`reports the copy in the pods’ former namespace: ${sync}`, () => {
      const data = { ...CREDENTIALS, sync };
      const moved = once(data).replace(/( +- )--config/, '$1--pod-namespace=new\n$&');
      const { body, messages } = run(moved, data);
      for (const text of [messages, run(moved, DISABLED).messages]) {
        expect(text).to.contain('kubectl -n porch-fn-system delete secret auth-secret');
        expect(text).not.to.contain('kubectl -n new');
      }
      expect(run(body, data).codes.join()).not.to.contain(LEFT_BEHIND);
    });
  }

  it('reports no copy where the sync made none', () => {
    const own = DEPLOYMENT.replace(
      '        volumeMounts:',
      '        env:\n        - name: TARGET_NAMESPACE\n          value: hunter2pw\n        volumeMounts:',
    );
    for (const sync of ['companion', 'sidecar']) {
      const first = run(bodyWith(own), { ...CREDENTIALS, sync });
      expect(first.codes.join()).not.to.contain(LEFT_BEHIND);
      const { messages } = run(first.body, DISABLED);
      expect(messages).to.contain('-n porch-fn-system delete').and.not.to.contain('hunter2pw');
    }
  });

  it('reports no copy of a Secret that was wired by hand', () => {
    const flag = '        - --registry-auth-secret-path=/own/.dockerconfigjson\n';
    const hand = wiredByHand(flag, '/own', 'secret: {secretName: mine}');
    expect(run(bodyWith(hand), CREDENTIALS).codes.join()).not.to.contain(LEFT_BEHIND);
  });

  it('reports no copy where the runner itself is now', () => {
    const moved = once(CREDENTIALS)
      .replaceAll('namespace: porch-system', 'namespace: porch-fn-system')
      .replace(/( +- )--config/, '$1--pod-namespace=new\n$&');
    expect(run(moved, CREDENTIALS).codes.join()).not.to.contain(LEFT_BEHIND);
  });

  it('reports no copy where another function moved the manifest', () => {
    const moved = once(CREDENTIALS).replaceAll('namespace: porch-fn-system', 'namespace: mine');
    expect(run(moved, CREDENTIALS).codes.join()).not.to.contain(LEFT_BEHIND);
  });

  it('is for the account by whichever field the Deployment names it', () => {
    for (const field of [
      'serviceAccount: runner',
      "serviceAccountName: ''\n      serviceAccount: runner",
    ]) {
      const body = once(
        CREDENTIALS,
        DEPLOYMENT.replace('      containers:\n', `      ${field}\n      containers:\n`),
      );
      expect(body).to.match(
        /name: function-runner-pull-secrets\n[\s\S]*?subjects:\n\s+- kind: ServiceAccount\n\s+name: runner\n/,
      );
    }
  });

  it('is an error where a container has the name of the sidecar', () => {
    const two = DEPLOYMENT.replace(
      '      volumes:\n',
      '      - name: pull-secret-sync\n        image: x\n      volumes:\n',
    );
    expect(run(bodyWith(two), { ...CREDENTIALS, sync: 'sidecar' }).codes).to.deep.equal([
      'error spec.template.spec.containers[1]: sidecar-name-taken',
    ]);
  });
});
