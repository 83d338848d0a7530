// Porch's two namespaces under names of their own, with the embedded package in them as the function writes it.
import { load } from 'js-yaml';
import { run } from '../image/run.ts';
import { configMap, documents, resourceList } from '../support/config.ts';
import { EMBEDDED_FILE, embeddedText } from '../support/embedded.ts';
import { FUNCTION as BUNDLE } from '../support/kpt.ts';
import { ask, when } from './api.ts';
import { prepareImages, STAND_IN, SYNC } from './images.ts';
import { type Node, REGISTRY, sharedNode } from './node.ts';
import { type Login, setLogin } from './registry.ts';

export type Item = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
};
export type Secret = {
  readonly metadata: { readonly uid: string };
  readonly data: Record<string, string>;
};
let prepared: Promise<void> | undefined;
const open = new Set<Scene>();

/** To be called after each group of tests: a node has room for few runners. */
export async function closeScenes(): Promise<void> {
  const namespaces = [...open].flatMap(({ system, pods }) => [system, pods]);
  open.clear();
  await Promise.all(
    namespaces.map(name => ask(`/api/v1/namespaces/${name}`, { method: 'DELETE' })),
  );
}

export class Scene {
  readonly node: Node;
  /** The namespace of the runner and the sync. */
  readonly system: string;
  /** The namespace of the function pods. */
  readonly pods: string;
  #login: Login;

  /** `labels`: of the runner's namespace. */
  static async open(name: string, labels: Record<string, string> = {}): Promise<Scene> {
    const node = await sharedNode();
    prepared ??= prepareImages(node);
    await prepared;
    const scene = new Scene(node, name);
    open.add(scene);
    await scene.rotateRegistry('first');
    await create('/api/v1/namespaces', { metadata: { name: scene.system, labels } });
    await create('/api/v1/namespaces', { metadata: { name: scene.pods } });
    await when(`/api/v1/namespaces/${scene.pods}/serviceaccounts`, () => true);
    return scene;
  }

  private constructor(node: Node, name: string) {
    this.node = node;
    this.system = `${name}-system`;
    this.pods = `${name}-fn-system`;
    this.#login = { username: name, password: '' };
  }

  /** The registry takes this password alone from now on. */
  async rotateRegistry(password: string): Promise<void> {
    this.#login = { ...this.#login, password: `not_a_real_password_${password}` };
    await setLogin(this.node, this.#login);
  }

  /** A functionConfig's data with the login that the registry takes. */
  get login(): Record<string, string> {
    return { registry: REGISTRY, ...this.#login };
  }

  /** The embedded package in this scene's namespaces. */
  get text(): string {
    return this.here(embeddedText()).replace(
      /image: .*porch-function-runner:.*/,
      `image: ${STAND_IN}`,
    );
  }

  get sourcePath(): string {
    return `/api/v1/namespaces/${this.system}/secrets/auth-secret`;
  }

  get copyPath(): string {
    return `/api/v1/namespaces/${this.pods}/secrets/auth-secret`;
  }

  /** What the function makes of the package. */
  async render(data: Readonly<Record<string, string>>, text = this.text): Promise<Item[]> {
    const config = configMap({ syncImage: SYNC, ...data });
    const [program = '', ...args] = BUNDLE.split(' ');
    const input = resourceList(documents(text, EMBEDDED_FILE), config);
    const { status, stdout } = await run(program, args, { input });
    const { items, results } = load(stdout) as { items: Item[]; results?: unknown };
    if (status !== 0) throw new Error(JSON.stringify(results));
    return items;
  }

  /** Applies what the function makes of the package. */
  async apply(data: Readonly<Record<string, string>>, text?: string): Promise<void> {
    await this.applyItems(await this.render(data, text));
  }

  applyItems(items: readonly Item[]): Promise<void> {
    return this.kubectlApply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  }

  /** A command of a document, with this scene's namespaces; what it prints. */
  shell(command: string): Promise<string> {
    return this.node.enter(['bash', '-euo', 'pipefail', '-c', this.here(command)]);
  }

  /** A text with this scene's namespaces. */
  here(text: string): string {
    return text.replaceAll('porch-system', this.system).replaceAll('porch-fn-system', this.pods);
  }

  async kubectlApply(text: string): Promise<void> {
    await this.node.enter(['kubectl', 'apply', '--filename', '-'], text);
  }
}

/** Throws where it is not there. */
export async function secretAt(path: string): Promise<Secret> {
  const { status, body } = await ask<Secret>(path);
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body;
}

/** Creates an object; throws for any answer but that it is there now. */
export async function create(path: string, body: object): Promise<void> {
  const answer = await ask(path, { method: 'POST', body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer)}`);
}
