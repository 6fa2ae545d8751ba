import {
  amendment,
  keyAddition,
  proveKey,
  publication,
  registration,
  signDocument,
  type GatewayClient,
  type Signer,
} from '@suyuan/client';
import {
  isAbove,
  readPack,
  TraceError,
  type CategoryEntry,
  type CategoryPack,
  type DocumentResult,
  type LedgerAnswer,
  type SignedDocument,
} from '@suyuan/domain';
import { requireActor, type Actor } from './actors.js';
import type { Chain, SampleParticipant } from './chain.js';
import { codesOf, describeResult, SampleFailure } from './failure.js';

/** The regulator's key, where there is one at hand. */
export interface Registry {
  readonly client: GatewayClient;
  readonly ledger: LedgerAnswer;
  readonly regulator: Signer | undefined;
  /** Thumbprints of the keys that this run has registered or found registered: the gateway's index may lag behind. */
  readonly known: Set<string>;
}

/** The first document of a ledger: the regulator registers itself. True where it did, false where one had before. */
export async function bootstrap(
  client: GatewayClient,
  ledger: LedgerAnswer,
  regulator: Signer,
  identity: SampleParticipant,
): Promise<boolean> {
  if (ledger.regulator !== undefined) return false;
  if (identity.id !== regulator.participant) {
    throw new SampleFailure(
      `This ledger has no regulator yet, and the key given is of ${regulator.participant}, not of the sample's own ` +
        `regulator ${identity.id}: let that regulator register itself first (npx suyuan participants --help).`,
    );
  }
  const entry = registration({ ...identity, proof: await proveKey(regulator) });
  const result = await sendOne(
    client,
    await signDocument('participant', [entry], { aud: ledger.aud, signer: regulator }),
  );
  if (result.status === 'accepted' || result.status === 'existing') return true;
  throw new SampleFailure(
    `The ledger does not take this key as its first regulator's: ${describeResult(result)}. Its organisations have ` +
      `configured another thumbprint (SUYUAN_REGULATOR); give the key file that belongs to it with --regulator-key.`,
  );
}

/**
 * Registers those of the chain's participants whom the ledger does not know, then their further keys. Answers their names
 * here.
 */
export async function admit(registry: Registry, actors: ReadonlyMap<string, Actor>): Promise<readonly string[]> {
  const { client, ledger, known } = registry;
  const missing: [string, Actor][] = [];
  for (const [name, actor] of actors) {
    if (!known.has(actor.signer.thumbprint) && !(await isRegistered(client, actor))) missing.push([name, actor]);
    known.add(actor.signer.thumbprint);
  }
  const firms = missing.filter(([, { participant }]) => participant.keyOf === undefined);
  if (firms.length > 0) {
    const signer = requireRegulator(registry, firms.map(([, { participant }]) => participant.name.zh).join('、'));
    const entries = await Promise.all(
      firms.map(async ([, { participant, signer: own }]) =>
        registration({ ...participant, proof: await proveKey(own) }),
      ),
    );
    const result = await sendOne(client, await signDocument('participant', entries, { aud: ledger.aud, signer }));
    if (result.status !== 'accepted' && result.status !== 'existing') refuseRegulator(signer, result);
  }
  for (const [, { participant, signer }] of missing) {
    if (participant.keyOf === undefined) continue;
    const entry = keyAddition(await proveKey(signer), participant.label);
    const owner = requireActor(actors, participant.keyOf).signer;
    const result = await sendOne(client, await signDocument('key', [entry], { aud: ledger.aud, signer: owner }));
    if (result.status !== 'accepted' && result.status !== 'existing') throw new SampleFailure(describeResult(result));
  }
  return missing.map(([name]) => name);
}

/** Puts the chain's category packs in force. Answers the ids of those that were not before, in this version or a later one. */
export async function publishPacks(registry: Registry, { packs }: Chain): Promise<readonly string[]> {
  const { regulator } = registry;
  // Whoever has no regulator's key finds out at the first step whether a pack is missing.
  if (regulator === undefined) return [];
  const published: string[] = [];
  for (const pack of packs.map(readPack)) if (await publishPack(registry, regulator, pack)) published.push(pack.id);
  return published;
}

async function publishPack({ client, ledger }: Registry, regulator: Signer, pack: CategoryPack): Promise<boolean> {
  const send = async (entry: CategoryEntry): Promise<DocumentResult> =>
    sendOne(client, await signDocument('category', [entry], { aud: ledger.aud, signer: regulator }));
  let result = await send(publication(pack));
  const current = latestOf(result);
  if (current !== undefined && isAbove(pack.version, current)) result = await send(amendment(current, pack));
  if (result.status === 'accepted') return true;
  if (codesOf(result).join() === 'CATEGORY_DIFFERS') {
    throw new SampleFailure(
      `${describeResult(result)}\nThe samples go by the packs of this program (domain/packs/${pack.id}.json).`,
    );
  }
  if (codesOf(result).join() !== 'CATEGORY_VERSION') refuseRegulator(regulator, result);
  return false;
}

/** The version that the ledger has, where it has one. */
function latestOf(result: DocumentResult): string | undefined {
  const { errors = [] } = result;
  const { current } = errors.find(({ code }) => code === 'CATEGORY_VERSION')?.facts ?? {};
  return typeof current === 'string' ? current : undefined;
}

export async function sendOne(client: GatewayClient, document: SignedDocument): Promise<DocumentResult> {
  const { results } = await client.send([document]);
  const [result] = results;
  if (result === undefined) throw new SampleFailure('The gateway answered no result for the document.');
  return result;
}

async function isRegistered(client: GatewayClient, { participant, signer }: Actor): Promise<boolean> {
  try {
    const { keys } = await client.participant(participant.id);
    if (keys.some(({ thumbprint, status }) => thumbprint === signer.thumbprint && status === 'active')) return true;
  } catch (error) {
    if (error instanceof TraceError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
  if (participant.keyOf !== undefined) return false;
  throw new SampleFailure(
    `${participant.name.zh} (${participant.id}) is on this ledger with other keys than those at hand: give the folder ` +
      `of the first run with --keys.`,
  );
}

function requireRegulator({ regulator, ledger }: Registry, names: string): Signer {
  if (regulator !== undefined) return regulator;
  const missing = ledger.regulator === undefined ? 'has no regulator yet' : `does not know ${names} yet`;
  throw new SampleFailure(
    `This ledger ${missing}, and only a regulator admits participants: run again with --regulator-key FILE, the key ` +
      `file of a regulator registered there (npm start keeps its own in <data folder>/keys/regulator.json).`,
  );
}

function refuseRegulator(signer: Signer, result: DocumentResult): never {
  throw new SampleFailure(
    `The ledger does not take what ${signer.participant} signs as a regulator: ${describeResult(result)}. Give the key ` +
      `file of a regulator registered there with --regulator-key.`,
  );
}
