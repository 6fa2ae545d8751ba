import { setTimeout } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { GatewayError, StatusCode, type Commit, type Contract, type Status } from '@hyperledger/fabric-gateway';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { validationName } from '@suyuan/block';
import { TraceError, type CheckReport, type SignedDocument } from '@suyuan/domain';
import type { Logger } from 'pino';
import type { Carried, Carrier } from './carrier.js';
import { backOff } from './delay.js';
import { failureOf, thrownFor, type Failure } from './failures.js';
import type { LedgerMetrics } from './metrics.js';

export interface CarrierOptions {
  readonly contract: Contract;
  /** The question for a transaction's fate. */
  readonly commitOf: (txId: string) => Commit;
  readonly written: (block: number) => Promise<ReadonlySet<string>>;
  readonly metrics: LedgerMetrics;
  readonly logger: Logger;
  /** How long (ms) the outcome of what may have been submitted is asked for, before it is given up as unknown. */
  readonly patience: number;
}

/**
 * How long (ms) endorsements are tried again where peers differ or are busy, tell each other that they serve new
 * contracts, or have their contract process started again: members see a delay, no failure.
 */
const ENDORSE_PATIENCE = 8000;
/** Between two questions to a ledger that is away, ms. */
const AWAY_PAUSE = 250;
/** Questions for a status, each until its deadline, before the same envelope is handed in again. */
const STATUS_QUESTIONS = 2;

/** Endorse, submit, commit: Fabric's three steps, and what may go wrong (docs/network.md, What a submit sees). */
export class FabricCarrier implements Carrier {
  readonly #options: CarrierOptions;

  constructor(options: CarrierOptions) {
    this.#options = options;
  }

  async carry(documents: readonly SignedDocument[], reads: readonly string[]): Promise<Carried> {
    const endorsed = await this.#endorse(captureArgument(documents, reads));
    if ('status' in endorsed) return endorsed;
    // Endorsed and held by us alone: if we die here, nothing was written and the sender sends again.
    const status = await this.#commit(endorsed);
    const block = Number(status.blockNumber);
    if (status.successful) {
      return { status: 'committed', txId: status.transactionId, block, led: readLed(endorsed.getResult()) };
    }
    const code = validationName(status.code);
    this.#options.metrics.invalid(code);
    if (status.code === StatusCode.MVCC_READ_CONFLICT || status.code === StatusCode.PHANTOM_READ_CONFLICT) {
      return { status: 'conflict', block };
    }
    this.#options.logger.error({ txId: status.transactionId, block, code }, 'a transaction of ours is invalid');
    throw new TraceError('PROPOSAL_REFUSED', { reason: code });
  }

  async check(documents: readonly SignedDocument[]): Promise<CheckReport> {
    const answer = await this.evaluate('check', captureArgument(documents));
    // The contract's own answer, and its positions are plain numbers.
    return JSON.parse(Buffer.from(answer).toString()) as CheckReport;
  }

  written(block: number): Promise<ReadonlySet<string>> {
    return this.#options.written(block);
  }

  /** Never tried again here: what a peer's time window refuses looks like a peer that is away. */
  async evaluate(name: string, ...args: readonly (string | Uint8Array)[]): Promise<Uint8Array> {
    try {
      return await this.#options.contract.evaluateTransaction(name, ...args);
    } catch (error) {
      throw thrownFor(failure(error));
    }
  }

  async #endorse(argument: Uint8Array): Promise<Transaction | Carried> {
    const until = performance.now() + ENDORSE_PATIENCE;
    for (let attempt = 0; ; attempt++) {
      try {
        // A new proposal each time: its timestamp must lie in the peers' time window.
        return await this.#options.contract.newProposal('capture', { arguments: [argument] }).endorse();
      } catch (error) {
        const failed = failure(error);
        if (failed.kind === 'refused') return { status: 'refused' };
        if (failed.kind === 'contract') return { status: 'failed', reason: failed.reason };
        const { kind } = failed;
        const passing = kind === 'payloads' || kind === 'busy' || kind === 'few';
        if (!passing || performance.now() > until) throw thrownFor(failed);
        this.#options.metrics.retry(kind);
        await backOff(attempt, 50);
      }
    }
  }

  /**
   * Submits until the transaction is in a block, valid or not. The same envelope may be handed in any number of times:
   * it counts once by its transaction id, so an answer that never came is no reason to give up.
   */
  async #commit(transaction: Transaction): Promise<Status> {
    const { metrics, patience, logger } = this.#options;
    const txId = transaction.getTransactionId();
    const commit = this.#options.commitOf(txId);
    const until = performance.now() + patience;
    for (let attempt = 0; ; attempt++) {
      if (attempt > 0) metrics.retry('resubmit');
      await this.#submit(transaction, attempt > 0);
      const status = await this.#status(commit);
      if (status) return status;
      if (performance.now() > until) {
        logger.warn({ txId }, 'the outcome of a transaction is not known');
        throw new TraceError('OUTCOME_UNKNOWN', { transaction: txId });
      }
      await setTimeout(AWAY_PAUSE);
    }
  }

  /** Returns also where the submission failed but may have arrived all the same. */
  async #submit(transaction: Transaction, repeated: boolean): Promise<void> {
    try {
      await transaction.submit();
    } catch (error) {
      const failed = failure(error);
      const unsure = ['already', 'away', 'busy', 'few'].includes(failed.kind);
      // Turned down by the orderer, it is not ordered: unless an earlier attempt was.
      if (!unsure && !repeated) throw thrownFor(failed);
    }
  }

  /** Undefined where it cannot be told. A leader that was killed may have lost the transaction. */
  async #status(commit: Commit): Promise<Status | undefined> {
    for (let asked = 0; asked < STATUS_QUESTIONS; asked++) {
      try {
        const status = await commit.getStatus();
        // Handed in twice, it is there twice: the first one counts.
        if (status.code !== StatusCode.DUPLICATE_TXID) return status;
      } catch (error) {
        const failed = failure(error);
        if (failed.kind !== 'away' || !failed.late) return undefined;
      }
      this.#options.metrics.retry('status');
    }
    return undefined;
  }
}

/** From so many bytes on packing saves more than it costs. */
const PACKED_FROM = 4096;

/** The one argument of `capture` and `check`: packed quickly rather than well, which leaves a twentieth more. */
export function captureArgument(documents: readonly SignedDocument[], reads: readonly string[] = []): Uint8Array {
  const json = JSON.stringify({
    v: 1,
    documents: documents.map(({ jws, entries, witness }) => ({ jws, entries, witness })),
    ...(reads.length === 0 ? undefined : { reads }),
  });
  const bytes = Buffer.from(json);
  return bytes.length < PACKED_FROM ? bytes : deflateSync(bytes, { level: 1 });
}

/** A contract answers nothing, or a list of keys. */
function readLed(result: Uint8Array): readonly string[] {
  return result.length === 0 ? [] : (JSON.parse(Buffer.from(result).toString()) as readonly string[]);
}

function failure(error: unknown): Failure {
  if (error instanceof GatewayError) return failureOf(error);
  throw error;
}
