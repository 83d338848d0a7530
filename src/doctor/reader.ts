// Reads of the API server, each as a fact: what may not be read says which right is missing.
import { text } from 'node:stream/consumers';
import { type Fact, type KubernetesObject, known, unread } from '../checks/fact.ts';
import type { Account, Act } from '../checks/rbac.ts';
import type { Failure } from '../controller/api/cluster.ts';
import type { Call, Connection } from '../controller/api/connection.ts';
import { refused, unanswered } from '../controller/api/status.ts';
import { done, failed, type Step } from '../findings/step.ts';
import { get, listAt, stringAt } from '../krm/object.ts';

const TIMEOUT_MS = 10_000;
const AUTHORIZATION = '/apis/authorization.k8s.io/v1';
const AUTHENTICATION = '/apis/authentication.k8s.io/v1';

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
  #self: Promise<Step<unknown, Failure>> | undefined;

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
    const { name, namespace: home } = account;
    const who = {
      user: `system:serviceaccount:${home}:${name}`,
      groups: ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${home}`],
    };
    const answers = await Promise.all(
      acts.map(async act => {
        const asked = await this.#allows('subjectaccessreviews', who, namespace, act);
        return asked.isKnown ? asked : this.#allowsItself(account, namespace, act, asked);
      }),
    );
    const unknown = answers.find(answer => !answer.isKnown);
    if (unknown?.isKnown === false) return unknown;
    return known(acts.filter((_, index) => !(answers[index] as { value: boolean }).value));
  }

  /** The account of the login itself; undefined where it is none, or nobody says. */
  async self(): Promise<Account | undefined> {
    this.#self ??= this.#json(`${AUTHENTICATION}/selfsubjectreviews`, {});
    const answer = await this.#self;
    const user = answer.ok ? stringAt(answer.value, 'status', 'userInfo', 'username') : '';
    const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
    return namespace && name ? { namespace, name } : undefined;
  }

  /** Everybody may ask for their own rights. */
  async #allowsItself(account: Account, namespace: string, act: Act, otherwise: Fact<boolean>) {
    const self = await this.self();
    const isSelf = self?.name === account.name && self.namespace === account.namespace;
    return isSelf ? this.#allows('selfsubjectaccessreviews', {}, namespace, act) : otherwise;
  }

  async #allows(
    review: string,
    who: object,
    namespace: string,
    { verb, resource, name }: Act,
  ): Promise<Fact<boolean>> {
    const resourceAttributes = { namespace, verb, resource, ...(name && { name }) };
    const spec = { resourceAttributes, ...who };
    const answer = await this.#json(`${AUTHORIZATION}/${review}`, { spec });
    if (answer.ok) return known(get(answer.value, 'status', 'allowed') === true);
    return unread(`the right \`create ${review}\` is missing`);
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
