/** `npm run samples|bench|rebuild-index|network|contracts`: installs and builds what is missing, then runs the command. */
import { ensure } from './lib/ensure.mjs';

const COMMANDS = {
  samples: 'samples.js',
  bench: 'bench.js',
  'rebuild-index': 'rebuild-index.js',
  network: 'network.js',
  contracts: 'contracts.js',
};

const command = process.argv[2] ?? '';
if (!Object.hasOwn(COMMANDS, command)) {
  console.error(`Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')} [options]`);
  process.exit(2);
}
// The command sees its own options alone.
process.argv.splice(2, 1);
ensure({ say: (line) => console.error(line) });
await import(`./dist/${COMMANDS[command]}`);
