import { setTimeout } from 'node:timers/promises';
import { ledgerAudience, TraceError, type SignedDocument } from '@suyuan/domain';
import { connectLedger, readConnection, type Ledger, type LedgerConnection, type LedgerOptions } from '@suyuan/gateway';
import { pino } from 'pino';
import { HandOffs } from './workload/hand-offs.js';
import type { World } from './workload/world.js';

/** A running ledger with the parties and lots of a load on it. */
export interface LedgerUnderTest {
  readonly connection: LedgerConnection;
  /** The file that it comes from. */
  readonly connectionFile: string;
  readonly world: World;
  readonly aud: string;
  /** A client of its own, to be closed by whoever asked. */
  connect(options?: Pick<LedgerOptions, 'bundles'>): Ledger;
  /** The same, one document a transaction, for the bare contract beside the product's. */
  connectBare(): Ledger;
  stop(): Promise<void>;
}

/** How the bare contract is called: a chaincode of its own, or a contract within the product's. */
export type BareAddress = Pick<LedgerOptions, 'contract'> | Pick<LedgerOptions, 'chaincode'>;

const logger = pino({ level: 'warn' }, pino.destination(2));

/** `genesis`: hash of the first block's header, hex. */
export async function openUnderTest(
  connectionFile: string,
  genesis: string,
  world: World,
  bare: BareAddress,
): Promise<Omit<LedgerUnderTest, 'stop'>> {
  const connection = await readConnection(connectionFile);
  const aud = ledgerAudience(connection.channel, genesis);
  return {
    ...{ connection, connectionFile, world, aud },
    connect: (options = {}) => connectLedger({ ...connection, ...options, logger }),
    connectBare: () => connectLedger({ ...connection, ...bare, bundles: false, logger }),
  };
}

/** The first step alone: a ledger that takes it serves. */
export async function bootstrap({ connect, world, aud }: Omit<LedgerUnderTest, 'stop'>): Promise<void> {
  const ledger = connect();
  await committed(ledger, await world.bootstrap(aud));
  await ledger.close();
}

/** All else that must be there before the first hand-off. */
export async function prepare({ connect, world, aud }: Omit<LedgerUnderTest, 'stop'>): Promise<void> {
  const ledger = connect();
  for (const step of await world.preparation(aud)) await committed(ledger, step);
  await ledger.close();
}

/** The last of their blocks. Throws where one is not taken: a load must not measure refusals. */
export async function committed(ledger: Ledger, documents: readonly SignedDocument[]): Promise<number> {
  const blocks = await Promise.all(
    documents.map(async (document) => {
      const outcome = await ledger.submit(document);
      if (outcome.status !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`);
      return outcome.block;
    }),
  );
  return Math.max(0, ...blocks);
}

/** What may pass: the ledger is away or overloaded, or it is not known whether the document was taken. */
const PASSING: ReadonlySet<string> = new Set(['LEDGER_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'CONFLICT']);
const PATIENCE = 60_000;
const PAUSE = 50;

export interface Persisted {
  /** Where it was committed; 0 where an earlier attempt had succeeded unheard. */
  readonly block: number;
  /** How often it was sent again. */
  readonly again: number;
}

/** Sends a document until the ledger has it, as its owner would: sent twice, it counts once. */
export async function persist(ledger: Ledger, document: SignedDocument): Promise<Persisted> {
  const until = performance.now() + PATIENCE;
  for (let again = 0; ; again++) {
    try {
      const outcome = await ledger.submit(document);
      if (outcome.status === 'committed') return { block: outcome.block, again };
      if (outcome.status === 'existing' && again > 0) return { block: 0, again };
      throw new Error(`not committed: ${JSON.stringify(outcome)}`);
    } catch (error) {
      if (!(error instanceof TraceError) || !PASSING.has(error.code) || performance.now() > until) throw error;
      await setTimeout(PAUSE);
    }
  }
}

/** So many documents of ships and receives, half each; the number of a block in which or before which all of them are. */
export async function load(
  ledger: Ledger,
  { world, aud }: LedgerUnderTest,
  { documents, events }: { readonly documents: number; readonly events: number },
): Promise<number> {
  const handOffs = new HandOffs(world, aud, events);
  const step = Math.ceil(5000 / events);
  let block = 0;
  for (let left = Math.ceil(documents / 2); left > 0; left -= step) {
    const made = await handOffs.make(Math.min(left, step));
    await committed(
      ledger,
      made.map(({ ship }) => ship),
    );
    block = await committed(
      ledger,
      made.map(({ receive }) => receive),
    );
  }
  return block;
}
