// Runs programs to their end, docker above all.
import { execFile, spawnSync } from 'node:child_process';

export type Run = { readonly status: number; readonly stdout: string; readonly stderr: string };
type World = { readonly input?: string; readonly env?: Readonly<Record<string, string>> };

const LIMIT_MS = 120_000;

/** Resolves whatever the status; a program that cannot be started or takes 2 minutes has status 1. */
export const run = (program: string, args: readonly string[], world: World = {}): Promise<Run> =>
  new Promise(resolve => {
    const env = { ...process.env, ...world.env };
    const child = execFile(program, args, { env, timeout: LIMIT_MS }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ status, stdout, stderr });
    });
    child.stdin?.on('error', () => {}); // it may end before it has read all
    child.stdin?.end(world.input);
  });

/** The program's stdout; an error with its stderr where it fails. */
export async function output(
  program: string,
  args: readonly string[],
  world?: World,
): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, world);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: status ${status}\n${stderr}`);
  return stdout;
}

export const docker = (...args: readonly string[]) => output('docker', args);

/** Whether a Docker engine answers, at DOCKER_HOST or at its usual place. */
export const hasEngine =
  spawnSync('docker', ['version'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
