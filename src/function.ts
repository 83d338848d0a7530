// Starts the function: exit status 1 exactly if there is an error.
import { load } from './load.ts';

await load(import.meta.dirname).main();
