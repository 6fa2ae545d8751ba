import { text } from 'node:stream/consumers';
import { TraceError } from '@suyuan/domain';
import { readText } from '../files.js';

/**
 * A passphrase, never of the command line, which others on the machine can see: out of a file (`-`: standard input), its last
 * line's end left out, else of the environment. Throws USAGE, FILE_UNREADABLE.
 */
export async function readPassphrase(env: NodeJS.ProcessEnv, file: string | undefined): Promise<string> {
  const said =
    file === undefined ? env['SUYUAN_PASSPHRASE'] : file === '-' ? await text(process.stdin) : await readText(file);
  if (said === undefined) throw new TraceError('USAGE', { reason: '--passphrase-file FILE (SUYUAN_PASSPHRASE)' });
  return said.replace(/\r?\n$/, '');
}
