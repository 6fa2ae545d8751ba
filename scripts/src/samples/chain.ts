import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson, type Json, type JsonObject, type Kind, type Names, type Role } from '@suyuan/domain';
import { resolveStep, type WrittenStep } from './like.js';

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
  /** A further key, of another person there: the name by which `participants` has the participant itself. */
  readonly keyOf?: string;
}

/** One document: who signs it, and its entries with their placeholders (samples/README.md). */
export interface SampleStep {
  readonly id: string;
  /** A name of `participants`. */
  readonly by: string;
  readonly kind: Kind;
  /** What happens, for whoever watches. */
  readonly says: string;
  readonly entries: readonly JsonObject[];
  /** Older entries that the rules need, by placeholders (docs/design/004). */
  readonly witness?: JsonObject;
}

export const TAMPERINGS = ['entry', 'signature', 'key', 'audience', 'expired', 'future'] as const;

/** A document that must be refused with this code, and what is done to it after or while it is signed. */
export interface Attempt extends SampleStep {
  readonly code: string;
  readonly tamper?: (typeof TAMPERINGS)[number];
  /** Of one that is like a step: what it changes of it. */
  readonly change?: JsonObject;
}

/** What the ledger must say of an item once all steps are done. Quantities as decimal text, parties by their names here. */
export interface Expectation {
  readonly item: string;
  readonly holdings: Readonly<Record<string, string>>;
  /** In containers, by who has those. */
  readonly packed?: Readonly<Record<string, string>>;
  readonly inTransit: readonly { readonly to: string; readonly quantity: string }[];
  /** Shipped, and never received: the sum over the item's closed shipments. */
  readonly missing: string;
  /** A failed certificate keeps it from being traded. */
  readonly stopped: boolean;
}

/** What a regulator enters into the registers before the first step. */
export interface SampleRegister {
  readonly kind: 'licence' | 'product';
  readonly entry: JsonObject;
}

/** What the ledger must say of a single unit: who has it, by its name here; what it is attached to; how it went for good. */
export interface UnitExpectation {
  readonly item: string;
  readonly holder?: string;
  readonly attached?: string;
  readonly ended?: string;
}

export interface Chain {
  readonly id: string;
  readonly title: Names;
  /** JSON-LD context in force for the events. */
  readonly '@context': Json;
  /** The regulator that a new ledger begins with: the same of all chains. */
  readonly regulator: SampleParticipant;
  readonly participants: Readonly<Record<string, SampleParticipant>>;
  /** The category's own first; then those of what goes into its goods. */
  readonly packs: readonly [JsonObject, ...JsonObject[]];
  readonly registers?: readonly SampleRegister[];
  readonly steps: readonly SampleStep[];
  readonly attempts: readonly Attempt[];
  readonly expect: readonly Expectation[];
  readonly units: readonly UnitExpectation[];
}

/** The catalogue: a file a category, `<id>.json`. */
export const PACKS = fileURLToPath(new URL('../../../domain/packs/', import.meta.url));

export async function readPackFile(id: string, folder = PACKS): Promise<JsonObject> {
  return parseJson(await readFile(join(folder, `${id}.json`), 'utf8')) as JsonObject;
}

/** `samples/` of this repository. */
export const SAMPLES = fileURLToPath(new URL('../../../samples/', import.meta.url));

/** Ids of the categories that have a chain, those of `samples/`, in their order. */
export async function listChains(folder = SAMPLES): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** `samples/participants.json`: everybody who appears in any chain, by name. */
interface ParticipantsFile {
  readonly regulator: SampleParticipant;
  readonly participants: Readonly<
    Record<string, SampleParticipant | Pick<Required<SampleParticipant>, 'keyOf' | 'label'>>
  >;
}

interface ChainFile extends Omit<Chain, 'regulator' | 'participants' | 'packs' | 'steps' | 'attempts' | 'units'> {
  readonly participants: readonly string[];
  /** Categories of what goes into its goods. */
  readonly with?: readonly string[];
  readonly units?: readonly UnitExpectation[];
  readonly steps: readonly WrittenStep<SampleStep>[];
}

interface RefusedFile {
  readonly attempts: readonly WrittenStep<Attempt>[];
}

/** Reads `samples/<id>/`: numbers in entries stay as they are written, also those that must be refused. */
export async function readChain(id: string, folder = SAMPLES): Promise<Chain> {
  const read = async <T>(...path: string[]): Promise<T> =>
    parseJson(await readFile(join(folder, ...path), 'utf8')) as unknown as T;
  const { regulator, participants } = await read<ParticipantsFile>('participants.json');
  const chain = await read<ChainFile>(id, 'chain.json');
  const refused = await read<RefusedFile>(id, 'refused.json');
  const steps: SampleStep[] = [];
  for (const step of chain.steps) steps.push(resolveStep(step, steps));
  const find = (name: string): SampleParticipant => {
    const found = participants[name];
    if (found === undefined) throw new Error(`samples/participants.json has no ${name}`);
    return 'id' in found ? found : { ...find(found.keyOf), ...found };
  };
  return {
    ...chain,
    units: chain.units ?? [],
    regulator,
    participants: Object.fromEntries(chain.participants.map((name) => [name, find(name)])),
    packs: [await readPackFile(id), ...(await Promise.all((chain.with ?? []).map((each) => readPackFile(each))))],
    steps,
    attempts: refused.attempts.map((attempt) => resolveStep(attempt, steps)),
  };
}
