// Bundles each entry into one file in dist/, with the licences of what is in them and the function's
// compiled code. Where dist/ holds these bundles already it stays as it is: programs may be starting from it.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { scriptIn } from '../src/load.ts';
import { embedded } from '../test/support/embedded.ts';
import { precompiled } from './precompiled.ts';

const DIST = 'dist';
/** Beside it, so that it can take its place. */
const outdir = `.dist-${process.pid}`;
mkdirSync(outdir);
process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));

const common = {
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20.16',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  metafile: true,
} satisfies BuildOptions;

/** Leaves out what of the Kubernetes client is not used: its 700 generated models, 10 MB of memory. */
const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\..*\.js$/ }, ({ path, resolveDir }) =>
      resolveDir.includes('@kubernetes/client-node')
        ? { path: join(resolveDir, path), sideEffects: false }
        : undefined,
    );
    onResolve({ filter: /^@kubernetes\/client-node$/ }, async ({ path, pluginData, ...from }) =>
      pluginData === lean
        ? undefined
        : { ...(await resolve(path, { ...from, pluginData: lean })), sideEffects: false },
    );
  },
};

// What CommonJS packages need in an ES module.
const REQUIRE =
  "import { createRequire as requireIn } from 'node:module'; const require = requireIn(import.meta.url);";

await build({
  ...common,
  entryPoints: { function: 'src/function.ts', 'code-cache': 'hack/code-cache.ts' },
});
const main = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  // As `load.ts` takes it.
  banner: { js: '(require => { const module = {};' },
  footer: { js: 'return module.exports; })' },
  plugins: [precompiled],
});
const sdk = await build({ ...common, entryPoints: ['src/sdk.ts'], plugins: [precompiled] });
// The two share the Kubernetes client; the doctor examines a package without loading it.
const cluster = await build({
  ...common,
  entryPoints: ['src/sync.ts', 'src/doctor.ts'],
  target: 'node22.19',
  splitting: true,
  chunkNames: 'part-[name]-[hash]',
  banner: { js: REQUIRE },
  plugins: [lean, precompiled],
});

writeFileSync(
  join(outdir, 'THIRD_PARTY_LICENSES.txt'),
  licences(main.metafile, sdk.metafile, cluster.metafile),
);
writeFileSync(join(outdir, 'sample.yaml'), embedded());
if (!isInPlace()) {
  execFileSync(process.execPath, [
    join(outdir, 'code-cache.js'),
    outdir,
    join(outdir, 'sample.yaml'),
  ]);
  // All of it: V8 knows a code cache and its bundle to belong together by their length alone.
  rmSync(DIST, { recursive: true, force: true });
  renameSync(outdir, DIST);
}

/** Whether dist/ has these very files, and a code cache for this Node. */
function isInPlace(): boolean {
  const isSame = (name: string) =>
    existsSync(join(DIST, name)) &&
    readFileSync(join(DIST, name)).equals(readFileSync(join(outdir, name)));
  return readdirSync(outdir).every(isSame) && scriptIn(DIST).cachedDataRejected === false;
}

/** Name, version and licence files of each package that left code in a bundle, in order of name. */
function licences(...metafiles: readonly Metafile[]): string {
  const bundled = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(bundled)]
    .sort()
    .map(licence)
    .join(`\n${'='.repeat(80)}\n\n`);
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const files = readdirSync(folder).filter(file => /licen[cs]e|notice|copying/i.test(file));
  if (files.length === 0) throw new Error(`${folder} must have a licence file: it is bundled`);
  const texts = files.sort().map(file => readFileSync(`${folder}/${file}`, 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts, ''].join('\n\n');
}
