// One node for all tests of a run, started by the first that asks.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { assets } from '../cluster.ts';
import { hasEngine, output } from '../image/run.ts';
import { ROOT } from '../support/documents.ts';
import { hasProgram, needs } from '../support/needs.ts';

const FOLDER = join(ROOT, 'hack/node');
const BUILT = ['kubelet', 'kube-scheduler', 'kube-controller-manager', 'kube-proxy'];
const PROGRAMS = ['containerd', 'runc', 'docker-registry', 'htpasswd', 'skopeo', 'iptables'];
const folder = assets() ?? '';
const PARTS = {
  root: process.getuid?.() === 0,
  'a Docker engine': hasEngine,
  'a kubelet (hack/envtest/build)': BUILT.every(name => existsSync(join(folder, name))),
  'CNI plugins (containernetworking-plugins)': existsSync('/usr/lib/cni/bridge'),
  kubectl: hasProgram('kubectl', 'version', '--client'),
  ...Object.fromEntries(PROGRAMS.map(name => [name, hasProgram(name, '--version')])),
};

/** The registries' address, within the node's network alone. */
export const REGISTRY = '10.10.0.1:5000';
/** The same images behind TLS, with a certificate of a private CA. */
export const TLS_REGISTRY = '10.10.0.1:5443';

export interface Node {
  /** Its files, as they are reached from outside. */
  readonly files: string;
  /** What makes a command one that runs in it, as its administrator. */
  readonly entering: readonly string[];
  /** Runs a command in it; stdout, or an error with stderr. */
  enter(command: readonly string[], input?: string): Promise<string>;
  /** Runs a program of the machine in its network. */
  inNetwork(command: readonly string[]): Promise<string>;
}

type Running = ChildProcessByStdio<Writable, Readable, null>;
let running: Running | undefined;
let started: Promise<Node> | undefined;

/** To be called in `describe`: skips its tests by name where a part of a node is missing. */
export function needsNode(): void {
  for (const [part, present] of Object.entries(PARTS)) needs(part, present);
}

export function sharedNode(): Promise<Node> {
  started ??= start();
  return started;
}

/** Starts a node of its own; `first` is its first process. */
export async function startNode(): Promise<{ run: Running; first: string }> {
  // Its own session: a signal to the tests reaches it as the end of its stdin, and it clears away.
  const run = spawn(join(FOLDER, 'run'), { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const lines = createInterface({ input: run.stdout })[Symbol.asyncIterator]();
  const { value: first = '' } = await lines.next();
  const { value: said } = await lines.next();
  if (said !== 'Ready') throw new Error('the node did not start');
  return { run, first };
}

async function start(): Promise<Node> {
  const { run, first } = await startNode();
  running = run;
  const entering = [join(FOLDER, 'enter'), first];
  return {
    entering,
    files: `/proc/${first}/root/mnt`,
    enter: (command, input = '') => output('env', [...entering, ...command], { input }),
    inNetwork: command => output('nsenter', ['--target', first, '--net', ...command]),
  };
}

after(async function () {
  this.timeout(60_000);
  running?.stdin.end();
  if (running?.exitCode === null && running.signalCode === null) await once(running, 'exit');
});
