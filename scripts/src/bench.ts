import { TraceError } from '@suyuan/domain';
import { bench } from './bench/main.js';

try {
  await bench(process.argv.slice(2));
} catch (error) {
  const facts = error instanceof TraceError ? ` ${JSON.stringify(error.facts)}` : '';
  console.error(error instanceof Error ? `${error.message}${facts}` : error);
  process.exitCode = 1;
}
