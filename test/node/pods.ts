// Pods as the API server shows them, and function pods as Porch's function runner would start them.
import { when } from './api.ts';
import { FUNCTION } from './images.ts';
import { create } from './scene.ts';

type ContainerStatus = {
  readonly name: string;
  readonly ready: boolean;
  readonly imageID: string;
  readonly state: { readonly waiting?: { readonly reason: string; readonly message?: string } };
};
export type Pod = {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
    }[];
    readonly imagePullSecrets?: readonly { readonly name: string }[];
  };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
};

const podsOf = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;

const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

/** That many pods with that label `app`, once they are ready. */
export async function readyPods(namespace: string, app: string, count: number): Promise<Pod[]> {
  const ready = new Map<string, Pod>();
  await when<Pod>(`${podsOf(namespace)}?labelSelector=app=${app}`, pod => {
    if (isReady(pod)) ready.set(pod.metadata.name, pod);
    return ready.size === count;
  });
  return [...ready.values()];
}

export async function readyPod(namespace: string, app: string): Promise<Pod> {
  const [pod] = await readyPods(namespace, app, 1);
  return pod as Pod;
}

/** Why the first container does not start, as the kubelet says it. */
const waitingFor = ({ status }: Pod) => status.containerStatuses?.[0]?.state.waiting;

/** The kubelet's message on the first pod of that selector, once it has given up pulling for now. */
export async function backsOff(namespace: string, selector: string): Promise<string> {
  const path = `${podsOf(namespace)}?${selector}`;
  const pod = await when<Pod>(path, pod => waitingFor(pod)?.reason === 'ImagePullBackOff');
  return waitingFor(pod)?.message ?? '';
}

export class FunctionPod {
  readonly #namespace: string;
  readonly #selector: string;

  /** A pod that asks the registry for its image anew. */
  static async start(
    namespace: string,
    name: string,
    secret?: string,
    image = FUNCTION,
  ): Promise<FunctionPod> {
    const container = { name: 'function', image, imagePullPolicy: 'Always' };
    const spec = {
      containers: [container],
      terminationGracePeriodSeconds: 0,
      ...(secret !== undefined && { imagePullSecrets: [{ name: secret }] }),
    };
    await create(podsOf(namespace), { metadata: { name }, spec });
    return new FunctionPod(namespace, `fieldSelector=metadata.name=${name}`);
  }

  private constructor(namespace: string, selector: string) {
    this.#namespace = namespace;
    this.#selector = selector;
  }

  /** Resolves once it runs. */
  async runs(seconds?: number): Promise<void> {
    const path = `${podsOf(this.#namespace)}?${this.#selector}`;
    await when<Pod>(path, ({ status }) => status.phase === 'Running', seconds);
  }

  /** Resolves with the kubelet's message once it has given up pulling for now. */
  backsOff(): Promise<string> {
    return backsOff(this.#namespace, this.#selector);
  }
}
