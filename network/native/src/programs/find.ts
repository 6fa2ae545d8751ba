import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NetworkError, type Say } from '../failure.js';
import { run } from '../run.js';
import { downloadPrograms, unpackedFolder } from './download.js';
import { archiveFor, LEAST_VERSION, OFFICIAL, PROGRAMS, type Archive, type Program } from './release.js';

/** Fabric's programs in one folder, of a version that will do. */
export interface Programs {
  readonly folder: string;
  readonly version: string;
  path(program: Program): string;
}

export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** The project's own. */
  readonly cache?: string;
  /** Whether what is not there may be downloaded. */
  readonly download?: boolean;
  readonly say?: Say;
  /** What is downloaded; the release for this platform, from FABRIC_DOWNLOADS where that is set. */
  readonly archive?: Archive;
}

const CACHE = fileURLToPath(new URL('../../../../.cache/fabric', import.meta.url));

const WHAT_TO_DO =
  "Put Fabric's programs (3.1 or later) on the PATH, name their folder in FABRIC_BIN, or name a mirror of its releases in FABRIC_DOWNLOADS.";

/**
 * FABRIC_BIN, else the PATH, else the project's cache, else the official archive. A folder that the user names must do; on
 * the PATH, an older version is passed over. Throws a NetworkError of one line that says what to do.
 */
export async function findPrograms(options: FindOptions = {}): Promise<Programs> {
  const { env = process.env, cache = CACHE, download = true, say = () => undefined } = options;
  const named = env['FABRIC_BIN'];
  if (named) return accepted(named, 'FABRIC_BIN names it');
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const version = await versionIn(folder);
    if (version !== undefined && isEnough(version)) return programsIn(folder, version);
  }
  const archive = options.archive ?? archiveFor(env['FABRIC_DOWNLOADS'] || OFFICIAL);
  if (archive === undefined) {
    throw new NetworkError(`Fabric is not released for ${process.platform}-${process.arch}: ${WHAT_TO_DO}`);
  }
  const cached = join(unpackedFolder(archive, cache), 'bin');
  const version = await versionIn(cached);
  if (version !== undefined) return programsIn(cached, version);
  if (!download) throw new NetworkError(`Fabric's programs are not here. ${WHAT_TO_DO}`);
  try {
    return await accepted(await downloadPrograms(archive, cache, say), 'it was downloaded');
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new NetworkError(`${error.message} ${WHAT_TO_DO}`);
  }
}

async function accepted(folder: string, why: string): Promise<Programs> {
  const version = await versionIn(folder);
  if (version === undefined) {
    throw new NetworkError(`${folder} lacks one of ${PROGRAMS.join(', ')}, and ${why}. ${WHAT_TO_DO}`);
  }
  if (!isEnough(version)) throw new NetworkError(`${folder} has Fabric ${version}, and ${why}. ${WHAT_TO_DO}`);
  return programsIn(folder, version);
}

/** What `peer` there says of itself; undefined where a program is missing or does not run. */
async function versionIn(folder: string): Promise<string | undefined> {
  try {
    await Promise.all(PROGRAMS.map((program) => access(join(folder, program), constants.X_OK)));
    return /Version:\s*v?(\d+\.\d+\.\d+)/.exec(await run(join(folder, 'peer'), ['version']))?.[1];
  } catch {
    return undefined;
  }
}

function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === LEAST_VERSION[0] && minor >= LEAST_VERSION[1];
}

function programsIn(folder: string, version: string): Programs {
  return { folder, version, path: (program) => join(folder, program) };
}
