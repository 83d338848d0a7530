// From one layout of Porch to the other on the real packages: the wiring follows, and nothing of it stays.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { evaluate } from '../../src/function/evaluate.ts';
import { CREDENTIALS, configMap, documents, resourceList } from '../support/config.ts';
import { hasManifests, MANIFESTS, needs } from '../support/needs.ts';

type Item = { kind: string; metadata: { name: string; namespace: string; annotations: object } };
type Package = Readonly<Record<string, string>>;

const RUNNER = '2-function-runner.yaml';
const SERVER = '3-porch-server.yaml';
const FILES = [RUNNER, SERVER];
const packageOf = (name: string): Package =>
  Object.fromEntries(
    FILES.map(file => [
      file,
      hasManifests ? readFileSync(join(MANIFESTS, name, file), 'utf8') : '',
    ]),
  );
const [OLD, NEW] = ['porch-kptdev', 'porch-evaluator-in-server'].map(packageOf) as [
  Package,
  Package,
];

const itemsOf = (files: Package): string[] =>
  Object.entries(files).flatMap(([file, text]) => documents(text, file));

function run(items: readonly string[], data = {}) {
  const input = resourceList(items, configMap({ ...CREDENTIALS, ...data }));
  const { output, results, failed } = evaluate(Buffer.from(input));
  expect(failed, JSON.stringify(results)).to.equal(false);
  return { text: output.toString(), items: (load(output.toString()) as { items: Item[] }).items };
}

/** What a user's merge keeps in a file that upstream has replaced: the flags, the mount, the volume. */
const merged = (text: string, before: string): string =>
  text
    .replace(before, found => `${FLAGS}${found}`)
    .replace(/^ {10}resources:\n/m, found => `${MOUNT}${found}`)
    .replace(/^ {6}containers:\n/m, found => `${VOLUME}${found}`);
const FLAGS = `            - --enable-private-registries=true
            - --registry-auth-secret-path=/var/tmp/auth-secret/.dockerconfigjson
            - --registry-auth-secret-name=auth-secret
`;
const MOUNT = `          volumeMounts:
            - mountPath: /var/tmp/auth-secret
              name: docker-config
              readOnly: true
`;
const VOLUME = `      volumes:
        - name: docker-config
          secret:
            secretName: auth-secret
`;

/** What the function has added to a package in an earlier run: all objects but those of the package. */
const addedTo = (items: readonly Item[], files: Package): string[] =>
  items.slice(itemsOf(files).length).map(item => JSON.stringify(item));

const byName = (items: readonly Item[]) =>
  items
    .map(item => ({ ...item, metadata: { ...item.metadata, annotations: fileOf(item) } }))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
const nameOf = ({ kind, metadata: { namespace, name } }: Item) => `${kind} ${namespace}/${name}`;
const fileOf = ({ metadata: { annotations } }: Item) =>
  Object.fromEntries(Object.entries(annotations).filter(([key]) => !key.endsWith('index')));

describe('an upgrade of Porch', () => {
  needs('the real manifests', hasManifests);

  const first = hasManifests ? run(itemsOf(OLD)) : undefined;
  const upgraded = () => [
    ...itemsOf({ ...NEW, [RUNNER]: merged(NEW[RUNNER] ?? '', '            - --max-request-body') }),
    ...addedTo(first?.items ?? [], OLD),
  ];

  it('to the layout with the evaluator in the server gives what a first run on it gives', () => {
    const there = run(upgraded());
    expect(byName(there.items)).to.deep.equal(byName(run(itemsOf(NEW)).items));
  });

  it('gives the function runner’s file back byte for byte', () => {
    const { text } = run(upgraded());
    const [untouched] = resourceList(itemsOf({ [RUNNER]: NEW[RUNNER] ?? '' })).split(
      'functionConfig',
    );
    expect(text).to.contain(untouched?.slice(untouched.indexOf('items:')));
  });

  it('and back gives what the old layout had', () => {
    const there = run(upgraded());
    const back = [...itemsOf(OLD), ...addedTo(there.items, NEW)];
    expect(byName(run(back).items)).to.deep.equal(byName(first?.items ?? []));
  });
});
