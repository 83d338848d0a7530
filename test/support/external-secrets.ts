// The External Secrets operator, its CRDs, and its way from a refresh to a Secret; `hack/external-secrets/build` makes them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { needs } from './needs.ts';

const BUILD = fileURLToPath(new URL('../../hack/external-secrets/build', import.meta.url));
const { status, stdout } = spawnSync(BUILD, ['--built'], { encoding: 'utf8' });
const folder = stdout.trim();

/** To be called in `describe`: skips its tests by name where the operator is not built. */
export const needsOperator = (): void =>
  needs('the External Secrets operator (hack/external-secrets/build)', status === 0);

export const OPERATOR = join(folder, 'operator');

/** The operator's. */
export const RELEASE = basename(folder).split('-')[0] ?? '';

export type Crd = {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: object };
    }[];
  };
};
export function crdsOf(release: string): readonly Crd[] {
  const files = join(folder, 'crds', release);
  return readdirSync(files).map(file => load(readFileSync(join(files, file), 'utf8')) as Crd);
}

type Values = Readonly<Record<string, string>>;
/** An ExternalSecret's spec, what the store holds by `secretKey`, and what each entry of `dataFrom` generates. */
export type Refresh = {
  readonly spec: object;
  readonly stored?: Values;
  readonly generated?: readonly Values[];
};
export type Rendered = { readonly data?: Values; readonly error?: string };

/** What the operator's own code makes of each. */
export function render(refreshes: readonly Refresh[]): readonly Rendered[] {
  const input = refreshes.map(refresh => JSON.stringify(refresh)).join('\n');
  const run = spawnSync(join(folder, 'render'), { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Rendered);
}
