// What docs/upstream.md says of the API server.
import { expect } from 'chai';
import { needsCluster, sharedCluster } from './shared-cluster.ts';

const PATH = '/api/v1/namespaces/default/secrets?dryRun=All';
const secret = (type: string) => ({ metadata: { name: 'ca' }, type, data: { 'ca.crt': 'UEVN' } });

describe('a Secret with nothing but a CA', function () {
  this.timeout(120_000);
  needsCluster();

  for (const [type, status] of Object.entries({ 'kubernetes.io/tls': 422, Opaque: 201 })) {
    it(`of the type ${type} is ${status === 201 ? 'taken' : 'refused'}`, async () => {
      const answer = await (await sharedCluster()).request('POST', PATH, secret(type));
      expect(answer.status).to.equal(status);
    });
  }
});
