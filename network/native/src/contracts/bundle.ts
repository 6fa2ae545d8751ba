import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { contractVersion } from '@suyuan/chaincode/server';

/** All that a contract process runs, but Node: the same sources give the same bytes on every machine. */
export interface Bundle {
  readonly bytes: Uint8Array;
  /** Semver and digest. */
  readonly version: string;
}

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export async function bundleContracts(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(dirname(require.resolve('@suyuan/chaincode')), 'server/main.js')],
    // Comments in the output name files relative to this folder, wherever it is.
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  return { bytes, version: contractVersion(bytes) };
}

/** Written once: a process that was started from it, and is started again, finds what it was. */
export async function keepBundle({ bytes }: Bundle, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.draft`, bytes);
  await rename(`${file}.draft`, file);
}
