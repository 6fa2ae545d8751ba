import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NetworkError, type Say } from '../failure.js';
import { run } from '../run.js';
import type { Archive } from './release.js';

/** A download that stands still so long (ms) has failed. */
const STILL = 30_000;
/** Progress is told every so many bytes. */
const STEP = 20_000_000;

/**
 * Downloads an archive into a folder and unpacks it there; returns the folder of its programs. What arrived of one that
 * was cut off is kept (`.part`) and gone on from. One of another digest is refused and thrown away: nothing of it is
 * unpacked. Throws a NetworkError.
 */
export async function downloadPrograms(archive: Archive, cache: string, say: Say): Promise<string> {
  await mkdir(cache, { recursive: true });
  const part = join(cache, `${archive.name}.part`);
  await fetchRest(archive, part, say);
  const digest = await digestOf(part);
  if (digest !== archive.digest) {
    await rm(part);
    throw new NetworkError(
      `${archive.url} is not the archive that was released: its SHA-256 is ${digest}, expected ${archive.digest}. It was thrown away.`,
    );
  }
  const folder = unpackedFolder(archive, cache);
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await run('tar', ['-xzf', part, '-C', draft]);
  // The folder has its name only when it is whole.
  await rename(draft, folder);
  await rm(part);
  return join(folder, 'bin');
}

export function unpackedFolder(archive: Archive, cache: string): string {
  return join(cache, archive.name.replace(/\.tar\.gz$/, ''));
}

async function fetchRest({ url }: Archive, part: string, say: Say): Promise<void> {
  const have = (await stat(part).catch(() => undefined))?.size ?? 0;
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), STILL);
  try {
    const response = await fetch(url, {
      signal: quiet.signal,
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
    });
    // Whole already: a server has nothing after the last byte.
    if (response.status === 416 && have > 0) return;
    if (!response.ok || response.body === null) throw new Error(`the server says ${response.status}`);
    // One that knows no ranges sends all of it again.
    const from = response.status === 206 ? have : 0;
    const total = from + Number(response.headers.get('content-length') ?? 0);
    say(`Downloading ${url} (${megabytes(total)}${from > 0 ? `, going on from ${megabytes(from)}` : ''}) …`);
    let done = from;
    const progress = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), STILL);
        const before = Math.floor(done / STEP);
        done += chunk.length;
        if (Math.floor(done / STEP) > before) say(`  ${megabytes(done)} of ${megabytes(total)}`);
        next(null, chunk);
      },
    });
    const body = Readable.fromWeb(response.body);
    await pipeline(body, progress, createWriteStream(part, { flags: from > 0 ? 'a' : 'w' }));
    if (done < total) throw new Error('the connection ended before the archive did');
  } catch (error) {
    throw new NetworkError(
      `${url} could not be downloaded: ${reason(error)}. The next try goes on where this one ended.`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** What `fetch` says is "fetch failed": the reason is behind it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
