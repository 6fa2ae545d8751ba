import { readStartOptions } from './start/options.js';
import { runStart } from './start/start.js';

await runStart(readStartOptions(process.argv.slice(2)));
