import type { AbstractSnapshot } from 'abstract-level';
import type { ClassicLevel } from 'classic-level';

/** Up to so many keys the way to another thread and back costs more than the reads. */
const FEW = 4;

/** Values of keys: few of them at once on this thread (8 µs each), many of them on another. */
export async function getFew(
  db: ClassicLevel<string, Buffer>,
  keys: readonly string[],
  snapshot?: AbstractSnapshot,
): Promise<(Buffer | undefined)[]> {
  const options = { valueEncoding: 'buffer', snapshot } as const;
  if (keys.length > FEW) return db.getMany<string, Buffer>([...keys], options);
  return keys.map((key) => db.getSync<string, Buffer>(key, options));
}
