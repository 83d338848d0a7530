// The template engine of the External Secrets operator, as far as templates of data go: see hack/external-secret-template.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../hack/external-secret-template/', import.meta.url));

export type Rendering = { readonly template: string; readonly data: Record<string, string> };
export type Engine = {
  readonly render: (wanted: readonly Rendering[]) => string[];
  readonly close: () => void;
};

/** Builds the engine in a temporary folder; `close` removes it. */
export function buildEngine(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'epr-engine-'));
  const program = join(folder, 'render');
  run('go', ['build', '-o', program, '.'], '');
  return {
    render: wanted => {
      const input = wanted.map(rendering => JSON.stringify(rendering)).join('\n');
      const lines = run(program, [], input).trim().split('\n');
      return lines.map(line => JSON.parse(line) as string);
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

function run(program: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: SOURCE,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}
