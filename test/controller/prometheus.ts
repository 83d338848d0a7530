// Prometheus' own checks, by promtool.
import { execFileSync } from 'node:child_process';
import { hasProgram, needs } from '../support/needs.ts';

/** To be called in `describe`: skips its tests by name where there is no promtool. */
export const needsPromtool = (): void =>
  needs('promtool (Debian package prometheus)', hasProgram('promtool', '--version'));

/** Throws, with what promtool has to say, where it finds fault. */
export function promtool(args: readonly string[], input = ''): void {
  execFileSync('promtool', args, { input, stdio: ['pipe', 'ignore', 'pipe'] });
}

/** Throws where a text in Prometheus' format breaks its rules or its practice. */
export const checkMetrics = (text: string): void => promtool(['check', 'metrics'], text);
