// Runs a server as a child process, from its start until it is gone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { until } from './until.ts';

export class Daemon {
  private readonly command: string;
  private readonly flags: readonly string[];
  private readonly log: string;
  private readonly ready: () => Promise<boolean>;
  private child: ChildProcess | undefined;

  /** Its output goes to the file `log`; it is up once `ready` is true. */
  constructor(
    command: string,
    flags: readonly string[],
    log: string,
    ready: () => Promise<boolean>,
  ) {
    this.command = command;
    this.flags = flags;
    this.log = log;
    this.ready = ready;
  }

  /** Resolves once it is ready; where it does not get there, stops it and rejects with its log's end. */
  async start(): Promise<void> {
    if (this.child) throw new Error(`${basename(this.command)} runs already`);
    const output = openSync(this.log, 'a');
    const child = spawn(this.command, this.flags, { stdio: ['ignore', output, output] });
    closeSync(output);
    this.child = child;
    process.once('exit', this.kill);
    let failure: Error | undefined;
    child.once('error', error => {
      failure = error;
    });
    try {
      await until(
        'ready',
        async () => {
          if (failure ?? exited(child)) return true;
          return this.ready();
        },
        60,
      );
      if (failure ?? exited(child)) throw failure ?? new Error('exited at once');
    } catch (cause) {
      await this.stop('SIGKILL');
      const end = readFileSync(this.log, 'utf8').slice(-2000);
      throw new Error(`${basename(this.command)} did not start:\n${end}`, { cause });
    }
  }

  /** Resolves once the process is gone; kills it where it takes more than 10 s. */
  async stop(signal: NodeJS.Signals): Promise<void> {}
}
