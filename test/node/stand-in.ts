// What the stand-in for the function runner says of itself, from its pod.
import { createHash } from 'node:crypto';
import { ask } from './api.ts';
import { type Pod, readyPod, readyPods } from './pods.ts';
import type { Scene } from './scene.ts';

export type Said = {
  readonly user: number;
  readonly flags: Readonly<Record<string, string>>;
  /** Of the docker config that it reads. */
  readonly hash: string;
};

export class StandIn {
  readonly #path: string;

  /** That of the first pod of a Deployment that is ready. */
  static async of(scene: Scene, deployment = 'function-runner'): Promise<StandIn> {
    return new StandIn(scene, await readyPod(scene.system, deployment));
  }

  /** Those of the runner's two pods. */
  static async both(scene: Scene): Promise<StandIn[]> {
    const pods = await readyPods(scene.system, 'function-runner', 2);
    return pods.map(pod => new StandIn(scene, pod));
  }

  private constructor({ system }: Scene, { metadata }: Pod) {
    this.#path = `/api/v1/namespaces/${system}/pods/${metadata.name}:9445/proxy`;
  }

  async says(): Promise<Said> {
    return (await ask<Said>(`${this.#path}/`)).body;
  }

  /** Resolves once the kubelet has changed its mounted file. */
  async seesChange(): Promise<Said> {
    return (await ask<Said>(`${this.#path}/changed`)).body;
  }

  /** The registry's answer for an image that this runner has not seen: a status, or an error's code. */
  async asksFor(image: string): Promise<number | string> {
    const { body } = await ask<{ status?: number; error?: string }>(`${this.#path}/${image}`);
    return body.status ?? body.error ?? 'no answer';
  }
}

/** The hash of a Secret's payload. */
export const hashOf = (base64 = ''): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
