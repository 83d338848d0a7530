// The spec report, closed by one line of totals: `N passed, N failed, N skipped`.
import Mocha from 'mocha';

const { EVENT_RUN_END } = Mocha.Runner.constants;

class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { stats } = this;
    runner.once(EVENT_RUN_END, () => {
      process.stdout.write(
        `\n${stats.passes} passed, ${stats.failures} failed, ${stats.pending} skipped\n`,
      );
    });
  }
}

// biome-ignore lint/style/noDefaultExport: mocha loads a reporter by its default export
export default Reporter;
