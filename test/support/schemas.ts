// Kubernetes' own schemas, from a kept library: every document of a package must pass them.
import * as apps from 'kubernetes-models/apps/v1';
import * as rbac from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import * as core from 'kubernetes-models/v1';

type Model = new (object: never) => { validate(): void };
const GROUPS: Readonly<Record<string, object>> = {
  v1: core,
  'apps/v1': apps,
  'rbac.authorization.k8s.io/v1': rbac,
};

/** Throws where the object breaks the schema of its kind; a kind without schema is an error too. */
export function validate(object: { apiVersion: string; kind: string }): void {
  const models = GROUPS[object.apiVersion] as Readonly<Record<string, Model>> | undefined;
  const model = models?.[object.kind];
  if (model === undefined) throw new Error(`no schema for ${object.apiVersion} ${object.kind}`);
  new model(object as never).validate();
}
