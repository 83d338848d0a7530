// The spec report, closed by what was skipped and why, and one line of totals: `N passed, N failed, N skipped`.
// In a run of several processes each writes its totals to the file that `TOTALS_FILE` names instead.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { lackOf } from './support/needs.ts';

const { EVENT_RUN_END, EVENT_TEST_PENDING } = Mocha.Runner.constants;

class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { stats } = this;
    const skipped = new Map<string, number>();
    runner.on(EVENT_TEST_PENDING, test => {
      const lack = lackOf(test) ?? 'for a reason of its own';
      skipped.set(lack, (skipped.get(lack) ?? 0) + 1);
    });
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures, pending } = stats;
      process.stdout.write(`${skips(skipped)}\n`);
      const file = process.env.TOTALS_FILE;
      if (file) writeFileSync(file, JSON.stringify([passes, failures, pending]));
      else process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}

/** Empty where nothing was skipped. */
function skips(skipped: ReadonlyMap<string, number>): string {
  if (skipped.size === 0) return '';
  const lines = [...skipped].map(([lack, count]) => `${`${count}`.padStart(7)}  ${lack}\n`);
  return (
    `\n  Skipped, because the machine lacks it:\n\n${lines.join('')}\n` +
    '  On Debian with kpt, kubectl and Go `.ci/run` installs and starts the rest, and skips nothing.\n'
  );
}

// biome-ignore lint/style/noDefaultExport: mocha loads a reporter by its default export
export default Reporter;
