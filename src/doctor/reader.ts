// Reads of the API server, each as a fact: what may not be read says which right is missing.
import { text } from 'node:stream/consumers';
import { type Fact, type KubernetesObject, known, unread } from '../checks/fact.ts';
import type { Account, Act } from '../checks/rbac.ts';
import type { Failure } from '../controller/api/cluster.ts';
import type { Call, Connection } from '../controller/api/connection.ts';
import { refused, unanswered } from '../controller/api/status.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { get, listAt } from '../krm/object.ts';

const TIMEOUT_MS = 10_000;
const AUTHORIZATION = '/apis/authorization.k8s.io/v1';

/** Resources by their kind; Namespaces are in none. */
const FOLDERS = {
  Deployment: ['/apis/apps/v1', 'deployments'],
  Namespace: ['/api/v1', 'namespaces'],
  Pod: ['/api/v1', 'pods'],
  Secret: ['/api/v1', 'secrets'],
  ServiceAccount: ['/api/v1', 'serviceaccounts'],
} as const;
type Kind = keyof typeof FOLDERS;

export class Reader {
  readonly #connection: Pick<Connection, 'call'>;

  constructor(connection: Pick<Connection, 'call'>) {
    this.#connection = connection;
  }

  /** Why the cluster as a whole cannot be read; undefined where it answers. */
  async fault(): Promise<string | undefined> {
    const answer = await this.#json(`${AUTHORIZATION}`);
    if (answer.ok) return undefined;
    const [failure] = answer.findings;
    const isWhole = failure.kind === 'unreachable' || failure.kind === 'unauthenticated';
    return isWhole ? reasonOf(failure) : undefined;
  }

  /** Undefined where it does not exist. */
  async get(
    kind: Kind,
    namespace: string,
    name: string,
  ): Promise<Fact<KubernetesObject | undefined>> {
    const answer = await this.#json(`${folderOf(kind, namespace)}/${name}`);
    if (answer.ok) return known(typed(kind, answer.value));
    const [failure] = answer.findings;
    return failure.kind === 'absent'
      ? known(undefined)
      : unread(reason(failure, 'get', kind, namespace));
  }

  async list(
    kind: Kind,
    namespace: string,
    labels = '',
  ): Promise<Fact<readonly KubernetesObject[]>> {
    const query = labels === '' ? '' : `?labelSelector=${encodeURIComponent(labels)}`;
    const answer = await this.#json(folderOf(kind, namespace) + query);
    if (!answer.ok) return unread(reason(answer.findings[0], 'list', kind, namespace));
    return known(listAt(answer.value, 'items').map(item => typed(kind, item)));
  }

  /** What a container last printed; empty where there is nothing, or it may not be read. */
  async log(namespace: string, pod: string, container: string): Promise<string> {
    const query = new URLSearchParams({ container, previous: 'true', tailLines: '20' });
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`;
    const answer = await this.#send({ method: 'GET', path, accept: '*/*' });
    return answer.ok ? answer.value : '';
  }

  /** The acts that the account may not do. A review is a question: the API server stores nothing of it. */
  async missing(
    account: Account,
    namespace: string,
    acts: readonly Act[],
  ): Promise<Fact<readonly Act[]>> {
    const answers = await Promise.all(acts.map(act => this.#allows(account, namespace, act)));
    const unknown = answers.find(answer => !answer.isKnown);
    if (unknown?.isKnown === false) return unknown;
    return known(acts.filter((_, index) => !(answers[index] as { value: boolean }).value));
  }

  async #allows(
    { name, namespace: home }: Account,
    namespace: string,
    { verb, resource, name: object }: Act,
  ): Promise<Fact<boolean>> {
    const resourceAttributes = { namespace, verb, resource, ...(object && { name: object }) };
    const answer = await this.#json(`${AUTHORIZATION}/subjectaccessreviews`, {
      spec: {
        resourceAttributes,
        user: `system:serviceaccount:${home}:${name}`,
        groups: [
          'system:authenticated',
          'system:serviceaccounts',
          `system:serviceaccounts:${home}`,
        ],
      },
    });
    if (answer.ok) return known(get(answer.value, 'status', 'allowed') === true);
    return unread(`the right \`create subjectaccessreviews\` is missing`);
  }

  async #json(path: string, body?: object): Promise<Step<unknown, Failure>> {
    const answer = await this.#send(
      body ? { method: 'POST', path, body } : { method: 'GET', path },
    );
    return answer.ok ? done(JSON.parse(answer.value)) : answer;
  }

  async #send(call: Omit<Call, 'signal'>): Promise<Step<string, Failure>> {
    const act = 'read';
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await this.#connection.call({ ...call, signal });
      const { statusCode = 0, headers } = answer;
      const body = await text(answer);
      if (statusCode < 300) return done(body);
      return failed(refused(act, statusCode, headers['retry-after'], body));
    } catch (error) {
      return failed(unanswered(act, error));
    }
  }
}

function folderOf(kind: Kind, namespace: string): string {
  const [group, resource] = FOLDERS[kind];
  return kind === 'Namespace'
    ? `${group}/${resource}`
    : `${group}/namespaces/${namespace}/${resource}`;
}

/** Items of a list come without their type. */
const typed = (kind: Kind, object: unknown): KubernetesObject => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  ...(object as object),
});

function reason(failure: Failure, verb: string, kind: Kind, namespace: string): string {
  if (failure.kind !== 'denied') return reasonOf(failure);
  const where = kind === 'Namespace' ? '' : ` in \`${namespace}\``;
  return `the right \`${verb} ${FOLDERS[kind][1]}\`${where} is missing`;
}

const reasonOf = ({ kind, message }: Failure): string =>
  kind === 'unauthenticated'
    ? 'the API server does not accept the login'
    : message.replace(/^read: /, 'the API server gives ');
