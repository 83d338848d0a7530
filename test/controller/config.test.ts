import { expect } from 'chai';
import { readConfig } from '../../src/controller/config.ts';

const ENV = {
  SOURCE_NAMESPACE: 'porch-system',
  TARGET_NAMESPACE: 'porch-fn-system',
  SECRET_NAME: 'auth-secret',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
};

describe('the environment', () => {
  it('has defaults', () => {
    expect(readConfig(ENV)).to.deep.equal({
      config: {
        sourceNamespace: 'porch-system',
        targetNamespace: 'porch-fn-system',
        secretName: 'auth-secret',
        serviceAccount: 'default',
        port: 8081,
        listenAddress: undefined,
        logLevel: 'info',
        resyncMs: 300_000,
        kubeconfig: undefined,
      },
    });
  });

  it('may set everything', () => {
    const more = { SERVICE_ACCOUNT: 'fn.x', PORT: '0', LOG_LEVEL: 'debug', RESYNC_SECONDS: '10' };
    const places = { KUBECONFIG: '/k', LISTEN_ADDRESS: '::1' };
    expect(readConfig({ ...ENV, ...more, ...places }))
      .to.have.property('config')
      .that.include({
        serviceAccount: 'fn.x',
        port: 0,
        listenAddress: '::1',
        logLevel: 'debug',
        resyncMs: 10_000,
        kubeconfig: '/k',
      });
  });

  const faults: readonly (readonly [change: Record<string, string>, fault: string])[] = [
    [{ SOURCE_NAMESPACE: '' }, 'SOURCE_NAMESPACE must be set: it must be the name of a namespace'],
    [{ SOURCE_NAMESPACE: 'Porch' }, 'SOURCE_NAMESPACE must be the name of a namespace'],
    [{ TARGET_NAMESPACE: 'a.b' }, 'TARGET_NAMESPACE must be the name of a namespace'],
    [
      { TARGET_NAMESPACE: 'porch-system' },
      'TARGET_NAMESPACE must differ from SOURCE_NAMESPACE: one Secret needs no sync',
    ],
    [{ SECRET_NAME: '../x' }, 'SECRET_NAME must be the name of an object (a DNS-1123 subdomain)'],
    [
      { SERVICE_ACCOUNT: '-' },
      'SERVICE_ACCOUNT must be the name of an object (a DNS-1123 subdomain)',
    ],
    [{ PORT: '65536' }, 'PORT must be a port, 0 to 65535 (0 picks a free one)'],
    [{ PORT: '80a' }, 'PORT must be a port, 0 to 65535 (0 picks a free one)'],
    [{ LISTEN_ADDRESS: 'localhost' }, 'LISTEN_ADDRESS must be an IP address'],
    [
      { LOG_LEVEL: 'verbose' },
      'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent',
    ],
    [{ RESYNC_SECONDS: '0' }, 'RESYNC_SECONDS must be whole seconds, 1 to 99999'],
    [{ RESYNC_SECONDS: '1.5' }, 'RESYNC_SECONDS must be whole seconds, 1 to 99999'],
    [
      { KUBERNETES_SERVICE_HOST: '' },
      'KUBECONFIG must name a file, unless this runs in a pod of a cluster',
    ],
  ];
  for (const [change, fault] of faults) {
    it(`is refused: ${fault}`, () => {
      expect(readConfig({ ...ENV, ...change })).to.deep.equal({ faults: [fault] });
    });
  }

  it('is refused for all faults at once', () => {
    expect(readConfig({})).to.have.property('faults').with.lengthOf(4);
  });
});
