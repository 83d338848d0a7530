// Bundles each entry into one self-contained file in dist/.
import { type BuildOptions, build, type Plugin } from 'esbuild';

const common: BuildOptions = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  minify: true,
  legalComments: 'none',
};

/** Leaves out what of the Kubernetes client is not used: its 700 generated models, 10 MB of memory. */
const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, resolve }) {
    onResolve(
      { filter: /^(\.|@kubernetes\/client-node$)/ },
      async ({ path, pluginData, ...from }) => {
        if (pluginData === lean) return undefined;
        const found = await resolve(path, { ...from, pluginData: lean });
        return found.path.includes('@kubernetes/client-node')
          ? { ...found, sideEffects: false }
          : found;
      },
    );
  },
};

// What CommonJS packages need in an ES module.
const REQUIRE =
  "import { createRequire as requireIn } from 'node:module'; const require = requireIn(import.meta.url);";

await build({ ...common, entryPoints: ['src/function.ts', 'src/sdk.ts'], target: 'node20' });
await build({
  ...common,
  entryPoints: ['src/sidecar.ts'],
  target: 'node24',
  banner: { js: REQUIRE },
  plugins: [lean],
});
