import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetworkError } from '../failure.js';
import { BUNDLE_NAME } from '../network.js';
import { run } from '../run.js';
import type { Bundle } from './bundle.js';

/** A bundle has its answer in well under a second; one that serves instead would never end (ms). */
const PATIENCE = 20_000;

/** A bundle that somebody made elsewhere: `contracts.cjs` in a folder, asked for its version. Throws a NetworkError. */
export async function givenContracts(folder: string): Promise<Bundle> {
  const file = join(folder, BUNDLE_NAME);
  const bytes = await readFile(file).catch(() => {
    throw new NetworkError(`There is no ${file}: --contracts names a folder with a bundle of the contracts.`);
  });
  const answer = await run(process.execPath, [file, '--version'], { signal: AbortSignal.timeout(PATIENCE) });
  const version = answer.trim();
  if (!/^\d+\.\d+\.\d+\+[0-9a-f]+$/.test(version)) throw new NetworkError(`${file} does not say its version.`);
  return { bytes, version };
}
