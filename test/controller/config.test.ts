import { expect } from 'chai';
import { readConfig } from '../../src/controller/config.ts';
import type { Code } from '../../src/findings/codes.ts';
import { done } from '../../src/findings/step.ts';
import { codesOf } from './samples.ts';

const ENV = {
  SOURCE_NAMESPACE: 'porch-system',
  TARGET_NAMESPACE: 'porch-fn-system',
  SECRET_NAME: 'auth-secret',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
};

describe('the environment', () => {
  it('has defaults', () => {
    expect(readConfig(ENV)).to.deep.equal(
      done({
        sourceNamespace: 'porch-system',
        targetNamespace: 'porch-fn-system',
        secretName: 'auth-secret',
        serviceAccount: 'default',
        port: 8081,
        listenAddress: undefined,
        logLevel: 'info',
        resyncMs: 300_000,
        kubeconfig: undefined,
        runnerSelector: undefined,
      }),
    );
  });

  it('may set everything', () => {
    const more = { SERVICE_ACCOUNT: 'fn.x', PORT: '0', LOG_LEVEL: 'debug', RESYNC_SECONDS: '10' };
    const places = { KUBECONFIG: '/k', LISTEN_ADDRESS: '::1' };
    const runner = { RUNNER_SELECTOR: 'app=function-runner,example.com/tier=a_b' };
    expect(readConfig({ ...ENV, ...more, ...places, ...runner }))
      .to.have.property('value')
      .that.include({
        serviceAccount: 'fn.x',
        port: 0,
        listenAddress: '::1',
        logLevel: 'debug',
        resyncMs: 10_000,
        kubeconfig: '/k',
        runnerSelector: 'app=function-runner,example.com/tier=a_b',
      });
  });

  const faults: readonly (readonly [change: Record<string, string>, code: Code])[] = [
    [{ SOURCE_NAMESPACE: '' }, 'variable-missing'],
    [{ SOURCE_NAMESPACE: 'Porch' }, 'variable-invalid'],
    [{ TARGET_NAMESPACE: 'a.b' }, 'variable-invalid'],
    [{ TARGET_NAMESPACE: 'porch-system' }, 'namespaces-equal'],
    [{ SECRET_NAME: '../x' }, 'variable-invalid'],
    [{ SERVICE_ACCOUNT: '-' }, 'variable-invalid'],
    [{ PORT: '65536' }, 'variable-invalid'],
    [{ PORT: '80a' }, 'variable-invalid'],
    [{ LISTEN_ADDRESS: 'localhost' }, 'variable-invalid'],
    [{ LOG_LEVEL: 'verbose' }, 'variable-invalid'],
    [{ RESYNC_SECONDS: '0' }, 'variable-invalid'],
    [{ RESYNC_SECONDS: '1.5' }, 'variable-invalid'],
    [{ RUNNER_SELECTOR: 'function-runner' }, 'variable-invalid'],
    [{ RUNNER_SELECTOR: 'a=b&limit=1' }, 'variable-invalid'],
    [{ KUBERNETES_SERVICE_HOST: '' }, 'cluster-unknown'],
  ];
  for (const [change, code] of faults) {
    it(`is refused: ${JSON.stringify(change)}`, () => {
      expect(codesOf(readConfig({ ...ENV, ...change }).findings)).to.deep.equal([code]);
    });
  }

  it('is refused for all faults at once', () => {
    expect(readConfig({}).findings).to.have.lengthOf(4);
  });
});
