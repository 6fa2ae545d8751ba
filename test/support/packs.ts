import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson, readPack, type CategoryPack, type JsonObject } from '@suyuan/domain';

const FOLDER = fileURLToPath(new URL('../../domain/packs/', import.meta.url));

/** The catalogue's files, by name. */
export const PACK_FILES: ReadonlyMap<string, JsonObject> = new Map(
  readdirSync(FOLDER).map((file) => [file, parseJson(readFileSync(join(FOLDER, file), 'utf8')) as JsonObject]),
);

export const PACKS: readonly CategoryPack[] = [...PACK_FILES.values()].map(readPack);
