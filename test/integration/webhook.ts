// A validating admission webhook on loopback, with the API server's certificate.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Scene } from './scene.ts';

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

/** A status with which it refuses; `silent` where it never answers. */
export type Behaviour = { readonly code: number } | 'silent';
type Review = { readonly request: { readonly uid: string } };

export class Webhook {
  readonly #server: https.Server;
  readonly #scene: Scene;
  readonly name: string;
  /** Reviews since the start. */
  asked = 0;

  /** For writes of Secrets in the target namespace. */
  static async start(
    scene: Scene,
    behaviour: Behaviour,
    failurePolicy: 'Fail' | 'Ignore',
  ): Promise<Webhook> {
    const webhook = new Webhook(scene, behaviour);
    webhook.#server.listen(0, '127.0.0.1');
    await once(webhook.#server, 'listening');
    await scene.expect('POST', CONFIGURATIONS, webhook.#configuration(failurePolicy));
    return webhook;
  }

  private constructor(scene: Scene, behaviour: Behaviour) {
    const { caPath } = scene.cluster;
    const key = readFileSync(join(dirname(caPath), 'apiserver.key'));
    this.#scene = scene;
    this.name = `refuses.${scene.target}.example.com`;
    this.#server = https.createServer(
      { cert: readFileSync(caPath), key },
      async (request, response) => {
        this.asked++;
        if (behaviour === 'silent') return;
        const { uid } = ((await json(request)) as Review).request;
        const status = { code: behaviour.code, message: 'hunter2' };
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            apiVersion: 'admission.k8s.io/v1',
            kind: 'AdmissionReview',
            response: { uid, allowed: false, status },
          }),
        );
      },
    );
  }

  async stop(): Promise<void> {
    await this.#scene.expect('DELETE', `${CONFIGURATIONS}/${this.name}`);
    this.close();
  }

  /** From now on nobody answers, though the API server goes on asking. */
  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #configuration(failurePolicy: string): object {
    const { target, cluster } = this.#scene;
    const { port } = this.#server.address() as AddressInfo;
    return {
      metadata: { name: this.name },
      webhooks: [
        {
          name: this.name,
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          timeoutSeconds: 10,
          failurePolicy,
          clientConfig: {
            url: `https://127.0.0.1:${port}/`,
            caBundle: readFileSync(cluster.caPath).toString('base64'),
          },
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': target } },
          rules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['secrets'],
            },
          ],
        },
      ],
    };
  }
}
