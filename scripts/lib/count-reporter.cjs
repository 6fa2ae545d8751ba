const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

/** Milliseconds after the last test in which whatever is still open must have closed. */
const PATIENCE = 20_000;

/** Mocha's own report, and at its end the counts in a file: mocha runs in a process of its own making. */
module.exports = class CountReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(process.env.SUYUAN_TEST_COUNTS, JSON.stringify(counts));
      setTimeout(() => {
        console.log(`FAILED: the suite does not end by itself; open: ${process.getActiveResourcesInfo().join(', ')}`);
        process.exit(1);
      }, PATIENCE).unref();
    });
  }
};
