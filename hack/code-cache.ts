// Writes V8's code cache of the function's bundle, for the Node that runs this: `code-cache.js FOLDER SAMPLE`.
import { readFileSync, writeFileSync } from 'node:fs';
import { cacheIn, exportsOf, scriptIn } from '../src/load.ts';

const [, , folder = '', sample = ''] = process.argv;
const script = scriptIn(folder);
const { evaluate } = exportsOf(script);
// What a run compiles is in the cache: a first one and one on its own output.
const { output } = evaluate(readFileSync(sample));
evaluate(output.whole());
writeFileSync(cacheIn(folder), script.createCachedData());
