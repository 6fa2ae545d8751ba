import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { Command, Option } from 'commander';
import { listChains } from './samples/chain.js';
import { describeError } from './samples/failure.js';
import { runCatalogue } from './samples/run-catalogue.js';
import { runSamples, type SampleReport } from './samples/run-samples.js';

/** `npm run samples`: exits 0 where every answer was the expected one, 1 where not, 2 where it could not go on. */
const program = new Command('samples')
  .description('Runs sample chains against any gateway; run again, it adds nothing.')
  .requiredOption('--gateway <url>', 'address of the gateway: http://127.0.0.1:8080')
  .option('--keys <folder>', 'folder of the sample participants’ keys', '.data/keys/samples')
  .option('--regulator-key <file>', 'key file of a regulator registered there (default: regulator.json beside --keys)')
  .addOption(
    new Option('--category <id>', 'one category, step by step, or all, a line each')
      .choices(['all', ...(await listChains())])
      .default('agri'),
  )
  .parse();
const options = program.opts<{ gateway: string; keys: string; regulatorKey?: string; category: string }>();

try {
  const beside = join(dirname(resolve(options.keys)), 'regulator.json');
  const file = options.regulatorKey ?? (existsSync(beside) ? beside : undefined);
  const shared = {
    gateway: options.gateway,
    keys: options.keys,
    ...(file === undefined ? undefined : { regulator: fileSigner(await readKeyFile(file)) }),
    say: console.log,
  };
  const reports: readonly SampleReport[] =
    options.category === 'all'
      ? await runCatalogue(shared)
      : [await runSamples({ ...shared, chain: options.category })];
  const sum = (count: (report: SampleReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const wrong = sum(({ differences }) => differences.length);
  if (options.category !== 'all') {
    for (const difference of reports.flatMap(({ differences }) => differences)) console.error(`  ! ${difference}`);
  }
  console.log(
    `samples: ${sum(({ added }) => added)} added, ${sum(({ existing }) => existing)} existing, ` +
      `${sum(({ refused }) => refused)} refused as expected, ${wrong} wrong`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 2;
}
