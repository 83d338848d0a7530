// Bundles each entry into one self-contained file in dist/.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/function.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  legalComments: 'none',
});
