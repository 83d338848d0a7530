// The doctor: from the command line to a report, and an exit status.
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Observed } from './checks/observed.ts';
import { examineFolder, examineList } from './doctor/examine-package.ts';
import { HELP } from './doctor/help.ts';
import { type Request, readArguments } from './doctor/request.ts';
import { type Examination, reportOn } from './doctor/run.ts';
import type { Step } from './findings/step.ts';
import { VERSION } from './function/usage.ts';
import { readStdin } from './stdio.ts';

const PATIENCE_MS = 1000;

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const request = readArguments(process.argv.slice(2), isFolder);
if (typeof request === 'string') refuse(request);
else if (request.asks === 'help') process.stdout.write(HELP);
else if (request.asks === 'version') process.stdout.write(`${VERSION}\n`);
else await run(request);

async function run(request: Request): Promise<void> {
  const notice = setTimeout(say, PATIENCE_MS, 'still reading …');
  const examination = await examine(request);
  if (!examination.ok) {
    clearTimeout(notice);
    for (const { message } of examination.findings) refuse(message);
    return;
  }
  const observed = await withImages(request, examination.value.observed);
  clearTimeout(notice);
  const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const { text, exitStatus } = reportOn(
    { ...examination.value, observed },
    { ...request, isColoured },
  );
  process.stdout.write(text);
  process.exitCode = exitStatus;
}

async function withImages({ images, network }: Request, observed: Observed): Promise<Observed> {
  if (images.length === 0) return observed;
  const { observeImages } = await import('./doctor/images/observe-images.ts');
  const { askRegistry } = await import('./doctor/images/registry.ts');
  return {
    ...observed,
    images: await observeImages(images, observed, network ? askRegistry : undefined),
  };
}

async function examine(request: Request): Promise<Step<Examination>> {
  const now = new Date();
  if (request.source === '-')
    return examineList(await readStdin(() => process.stdin), request, now);
  if (request.source !== undefined) return examineFolder(request.source, request, now);
  // The Kubernetes client takes longer to load than a package to examine.
  const { examineCluster } = await import('./doctor/examine-cluster.ts');
  return examineCluster(request, { env: process.env, home: homedir(), exists: existsSync }, now);
}

/** Progress, for somebody who waits. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
