import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson, type Json, type JsonObject, type Kind, type Names, type Role } from '@suyuan/domain';

/** A participant as a regulator admits it, but for the proof of its key, which is made at the run. */
export interface SampleParticipant {
  readonly id: string;
  readonly name: Names;
  readonly roles: readonly Role[];
  readonly division: string;
  readonly address?: string;
  readonly glns?: readonly string[];
  readonly prefixes?: readonly string[];
  /** Of its key: who holds it. */
  readonly label: string;
}

/** One document: who signs it, and its entries with their placeholders (samples/README.md). */
export interface SampleStep {
  readonly id: string;
  /** A name of `participants`. */
  readonly by: string;
  readonly kind: Kind & ('events' | 'certificate');
  /** What happens, for whoever watches. */
  readonly says: string;
  readonly entries: readonly JsonObject[];
}

export const TAMPERINGS = ['entry', 'signature', 'key', 'audience', 'expired', 'future'] as const;

/** A document that must be refused with this code, and what is done to it after or while it is signed. */
export interface Attempt extends SampleStep {
  readonly code: string;
  readonly tamper?: (typeof TAMPERINGS)[number];
}

/** What the ledger must say of an item once all steps are done. Quantities as decimal text, parties by their names here. */
export interface Expectation {
  readonly item: string;
  readonly holdings: Readonly<Record<string, string>>;
  readonly inTransit: readonly { readonly to: string; readonly quantity: string }[];
  /** Shipped, and never received: the sum over the item's closed shipments. */
  readonly missing: string;
  /** A failed certificate keeps it from being traded. */
  readonly stopped: boolean;
}

export interface Chain {
  readonly id: string;
  readonly title: Names;
  /** JSON-LD context in force for the events. */
  readonly '@context': Json;
  readonly regulator: SampleParticipant;
  readonly participants: Readonly<Record<string, SampleParticipant>>;
  readonly pack: JsonObject;
  readonly steps: readonly SampleStep[];
  readonly attempts: readonly Attempt[];
  readonly expect: readonly Expectation[];
}

/** The catalogue: a file a category, `<id>.json`. */
export const PACKS = fileURLToPath(new URL('../../../domain/packs/', import.meta.url));

export async function readPackFile(id: string, folder = PACKS): Promise<JsonObject> {
  return parseJson(await readFile(join(folder, `${id}.json`), 'utf8')) as JsonObject;
}

/** `samples/` of this repository. */
export const SAMPLES = fileURLToPath(new URL('../../../samples/', import.meta.url));

/** Reads `samples/<id>/`: numbers in entries stay as they are written, also those that must be refused. */
export async function readChain(id: string, folder = SAMPLES): Promise<Chain> {
  const read = async (name: string): Promise<JsonObject> =>
    parseJson(await readFile(join(folder, id, name), 'utf8')) as JsonObject;
  const chain = (await read('chain.json')) as unknown as Omit<Chain, 'pack' | 'attempts'> & { pack: string };
  const { attempts } = (await read('refused.json')) as unknown as Pick<Chain, 'attempts'>;
  return { ...chain, pack: await readPackFile(chain.pack), attempts };
}
