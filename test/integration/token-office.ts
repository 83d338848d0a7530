// A stand-in for two clouds that give short-lived tokens: ECR's API, and a webhook that answers as GCRAccessToken does.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ECR_TARGET = 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken';

/** What no template may stumble over. The operator splits ECR's login at every colon, so that it has none. */
export const passwordOf = (serial: number): string => `${serial} "{{ .x }}"\n\\ $1 'end'`;

export class TokenOffice {
  readonly #server = createServer((request, response) => {
    const isEcr = request.headers['x-amz-target'] === ECR_TARGET;
    request.resume();
    response.setHeader('content-type', isEcr ? 'application/x-amz-json-1.1' : 'application/json');
    response.end(JSON.stringify(isEcr ? this.#ecr() : this.#webhook()));
  });
  #serial = 0;
  /** While it is set, the webhook gives no password. */
  isBroken = false;
  /** Called with the number of each new pair of tokens, before it is given. */
  onIssue: (serial: number) => void = () => {};

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #ecr(): object {
    this.onIssue(++this.#serial);
    const login = Buffer.from(`AWS:${passwordOf(this.#serial)}`).toString('base64');
    return {
      authorizationData: [
        {
          authorizationToken: login,
          expiresAt: 4e9,
          proxyEndpoint: 'https://123456789012.dkr.ecr.eu-central-1.amazonaws.com',
        },
      ],
    };
  }

  #webhook(): object {
    const password = this.isBroken ? '' : passwordOf(this.#serial);
    return { username: 'oauth2accesstoken', password, expiry: '4000000000' };
  }
}
