// The KRM function: stdin to stdout, exit status 1 exactly if there is an error.
import { fstatSync, readFileSync } from 'node:fs';
import { evaluate } from './function/evaluate.ts';
import { USAGE, VERSION } from './function/usage.ts';

// A reader that goes away early, as `head` does, is no fault worth a trace.
process.stdout.on('error', () => {
  process.exitCode = 1;
});

const asks = (...flags: readonly string[]) => flags.some(flag => process.argv.includes(flag));
if (asks('--version')) process.stdout.write(`${VERSION}\n`);
else if (asks('-h', '--help') || process.stdin.isTTY) process.stdout.write(USAGE);
else {
  const { output, failed, fault } = evaluate(
    await readStdin(),
    process.env.ENABLE_PRIVATE_REGISTRIES_IMAGE || undefined,
  );
  process.exitCode = failed ? 1 : 0;
  for (const piece of output.pieces) process.stdout.write(piece);
  if (fault !== undefined) process.stderr.write(fault);
}

/** A file at once, since its size is known; else what comes, until it ends. */
async function readStdin(): Promise<Buffer> {
  if (fstatSync(0).isFile()) return readFileSync(0);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
