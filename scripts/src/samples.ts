import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { Command } from 'commander';
import { describeError } from './samples/failure.js';
import { runSamples } from './samples/run-samples.js';

/** `npm run samples`: exits 0 where every answer was the expected one, 1 where not, 2 where it could not go on. */
const program = new Command('samples')
  .description('Runs the sample chain against any gateway; run again, it adds nothing.')
  .requiredOption('--gateway <url>', 'address of the gateway: http://127.0.0.1:8080')
  .option('--keys <folder>', 'folder of the sample participants’ keys', '.data/keys/samples')
  .option('--regulator-key <file>', 'key file of a regulator registered there (default: regulator.json beside --keys)')
  .option('--chain <name>', 'folder of samples/', 'agri')
  .parse();
const options = program.opts<{ gateway: string; keys: string; regulatorKey?: string; chain: string }>();

try {
  const beside = join(dirname(resolve(options.keys)), 'regulator.json');
  const file = options.regulatorKey ?? (existsSync(beside) ? beside : undefined);
  const { added, existing, refused, differences } = await runSamples({
    gateway: options.gateway,
    keys: options.keys,
    chain: options.chain,
    ...(file === undefined ? undefined : { regulator: fileSigner(await readKeyFile(file)) }),
    say: console.log,
  });
  for (const difference of differences) console.error(`  ! ${difference}`);
  console.log(
    `samples: ${added} added, ${existing} existing, ${refused} refused as expected, ${differences.length} wrong`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 2;
}
