// A server run as a child process, from its start until it is gone.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

const START_MS = 60_000;
const STOP_MS = 10_000;

export interface Daemon {
  /** Resolves once the process is gone; one that outlives the signal by 10 s is killed. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts `command`, with its output in the file `log`, and resolves once `ready` holds. Where it
 * exits first, or is not ready within a minute, it is killed; the error shows the log's end.
 */
export async function startDaemon(
  command: string,
  flags: readonly string[],
  log: string,
  ready: () => Promise<boolean>,
): Promise<Daemon> {
  const output = openSync(log, 'a');
  const child = spawn(command, flags, { stdio: ['ignore', output, output] });
  closeSync(output);

  // A test run that ends before `stop` leaves no server behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const exit = new AbortController();
  const exited = new Promise<void>(resolve => {
    const over = (reason: unknown) => {
      process.off('exit', kill);
      exit.abort(reason);
      resolve();
    };
    child.once('exit', (status, signal) => over(new Error(`exited with ${status ?? signal}`)));
    child.once('error', over);
  });

  const stop = async (signal: NodeJS.Signals) => {
    const timer = setTimeout(kill, STOP_MS);
    child.kill(signal);
    await exited;
    clearTimeout(timer);
  };

  try {
    await until(ready, AbortSignal.any([exit.signal, AbortSignal.timeout(START_MS)]));
  } catch (cause) {
    await stop('SIGKILL');
    throw new Error(`${command} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`, {
      cause,
    });
  }
  return { stop };
}
