import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log that has grown beyond this at a start is set aside as `<name>.1.log`, bytes. */
const MOST = 20 * 1024 * 1024;

/** Opens `<data>/logs/<name>.log` to append to; the file descriptor is for a child's standard error. */
export function openLog(data: string, name: string): number {
  const folder = join(data, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.log`);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST) renameSync(file, join(folder, `${name}.1.log`));
  return openSync(file, 'a', 0o600);
}

export function closeLog(descriptor: number): void {
  closeSync(descriptor);
}
