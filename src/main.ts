// The KRM function: stdin to stdout.
import { evaluate } from './function/evaluate.ts';
import { USAGE, VERSION } from './function/usage.ts';
import { isDevice, readStdin, writeStdout } from './stdio.ts';

export { evaluate };

export async function main(): Promise<void> {
  if (asks('--version')) process.stdout.write(`${VERSION}\n`);
  else if (asks('-h', '--help') || (isDevice() && process.stdin.isTTY)) process.stdout.write(USAGE);
  else await run();
}

const asks = (...flags: readonly string[]) => flags.some(flag => process.argv.includes(flag));

async function run(): Promise<void> {
  const { output, failed, fault } = evaluate(
    await readStdin(() => process.stdin),
    process.env.ENABLE_PRIVATE_REGISTRIES_IMAGE || undefined,
  );
  process.exitCode = failed ? 1 : 0;
  const isWritten = writeStdout(output.pieces, () => process.stdout.on('error', leave));
  if (fault !== undefined) process.stderr.write(fault);
  // To tidy up first would take two of fifty milliseconds.
  if (isWritten && fault === undefined) process.exit();
}

/** A reader that goes away early, as `head` does, is no fault worth a trace. */
function leave(): void {
  process.exitCode = 1;
}
