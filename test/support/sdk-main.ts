// A program of the kpt-functions SDK that runs the adapter.
import { run } from 'kpt-functions';
import { enablePrivateRegistries } from '../../src/sdk.ts';

await run(enablePrivateRegistries);
