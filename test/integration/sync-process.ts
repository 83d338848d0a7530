// The pull-secret sync as its own process, from the bundle.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/sync.js', import.meta.url));

export class SyncProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [BUNDLE], {
      env: { PORT: '0', LISTEN_ADDRESS: '127.0.0.1', LOG_LEVEL: 'debug', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (text: Buffer) => {
      this.#output += text;
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    const kill = () => this.#child.kill('SIGKILL');
    process.once('exit', kill);
    this.#child.once('exit', () => process.off('exit', kill));
  }

  /** All that it printed, on both streams. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The status of a probe; undefined while nobody listens. */
  async probe(path: '/livez' | '/readyz'): Promise<number | undefined> {
    const answer = await this.#get(path);
    await answer?.text();
    return answer?.status;
  }

  async metricsText(): Promise<string> {
    const answer = await this.#get('/metrics');
    return (await answer?.text()) ?? '';
  }

  /** One sample, as in `pull_secret_sync_passes_total{result="failed"}`. */
  async metric(sample: string): Promise<number> {
    const line = (await this.metricsText()).split('\n').find(text => text.startsWith(`${sample} `));
    return Number(line?.slice(sample.length + 1));
  }

  /** Requests so far, whatever their answer. */
  async requests(): Promise<number> {
    const text = await this.metricsText();
    const counts = [...text.matchAll(/^pull_secret_sync_requests_total\{[^}]*\} (\d+)$/gm)];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  ready(): Promise<boolean> {
    return eventually('the sync is ready', async () => (await this.probe('/readyz')) === 200);
  }

  /** MiB. */
  residentMemory(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with the exit code, null where the signal ended it, and how long it took. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; ms: number }> {
    if (!this.isRunning) return { code: this.#child.exitCode, ms: 0 };
    const since = Date.now();
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
    return { code: this.#child.exitCode, ms: Date.now() - since };
  }

  async exited(): Promise<number | null> {
    if (this.isRunning) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  async #get(path: string): Promise<Response | undefined> {
    const port = /"port":(\d+)/.exec(this.#output)?.[1];
    if (port === undefined) return undefined;
    return fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
  }
}
