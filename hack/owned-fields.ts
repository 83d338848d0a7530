// The fields that the function owns, as rows for the documents.
import {
  OWNED_CONTAINER_FIELDS,
  OWNED_FIELDS,
  OWNED_METADATA,
} from '../src/function/desired/owned-fields.ts';
import { syncContainer } from '../src/function/desired/sync-manifest.ts';
import { fieldPath, type Path } from '../src/yaml/path.ts';

const NAMES: Readonly<Record<string, string>> = { Deployment: 'Deployment of the sync' };
const IDENTITY: readonly Path[] = [['metadata', 'name'], ['metadata', 'namespace'], OWNED_METADATA];

/** A last `*` stands for the keys that the function itself has there. */
const named = (path: Path): string =>
  path.at(-1) === '*'
    ? `the function's own key of \`${fieldPath(path.slice(0, -1))}\``
    : `\`${fieldPath(path)}\``;
const all = (paths: readonly Path[]): string => paths.map(named).join(', ');

const { env } = syncContainer({
  placement: 'companion',
  deployment: '',
  namespace: '',
  podNamespace: '',
  secretName: '',
  image: '',
  runnerAccount: '',
  grantRunner: false,
  runnerSelector: 'a=b',
});
const CONTAINER = OWNED_CONTAINER_FIELDS.map(key => `\`${key}\``).join(', ');
const VARIABLES = env.map(({ name }) => `\`${name}\``).join(', ');

export const ownedRows: readonly (readonly string[])[] = [
  ['every object', all(IDENTITY), ''],
  ...Object.entries(OWNED_FIELDS)
    .filter(([, { set, absent }]) => set.length + absent.length > 0)
    .map(([kind, { set, absent }]) => [NAMES[kind] ?? kind, all(set), all(absent)]),
  ["the sync's container, in whatever pod", `${CONTAINER}; in \`env\` ${VARIABLES}`, ''],
];
