// The function's bundle as a script of V8, with its compiled code from a file: to compile it anew takes
// a quarter of a run on a small package.
import type { Script } from 'node:vm';
import type * as Main from './main.ts';

// By `import` they would take 3 ms more: Node makes a module of each.
const { readFileSync } = process.getBuiltinModule('node:fs');
const vm = process.getBuiltinModule('node:vm');

/** V8's code cache for the bundle in a folder. */
export const cacheIn = (folder: string): string => `${folder}/main.${process.arch}.cache`;

/** The bundle as V8 takes it; its code is compiled where there is no cache, or that of another Node. */
export function scriptIn(folder: string): Script {
  const filename = `${folder}/main.cjs`;
  const cachedData = read(cacheIn(folder));
  return new vm.Script(readFileSync(filename, 'utf8'), {
    filename,
    ...(cachedData !== undefined && { cachedData }),
  });
}

/** What the bundle of a folder exports. */
export const load = (folder: string): typeof Main => exportsOf(scriptIn(folder));

/** The build makes a function of the bundle, which takes `require`; all that it asks for is Node's own. */
export const exportsOf = (script: Script): typeof Main =>
  script.runInThisContext()(process.getBuiltinModule);

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
