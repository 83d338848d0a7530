// The KRM function: stdin to stdout, exit status 1 exactly if there is an error.
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { evaluate } from './function/evaluate.ts';
import { USAGE, VERSION } from './function/usage.ts';

// A reader that goes away early, as `head` does, is no fault worth a trace.
process.stdout.on('error', () => {
  process.exitCode = 1;
});

const { values } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
  strict: false,
});
if (values.version) process.stdout.write(`${VERSION}\n`);
else if (values.help || process.stdin.isTTY) process.stdout.write(USAGE);
else {
  const { output, failed, fault } = evaluate(
    await buffer(process.stdin),
    process.env.ENABLE_PRIVATE_REGISTRIES_IMAGE || undefined,
  );
  process.exitCode = failed ? 1 : 0;
  process.stdout.write(output);
  if (fault !== undefined) process.stderr.write(fault);
}
