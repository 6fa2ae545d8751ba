import { capturesOf, type Block, type Transaction } from '@suyuan/block';
import {
  follow,
  interpret,
  isArray,
  isObject,
  judge,
  KeysNotRead,
  parseJson,
  readSigned,
  touches,
  WorkingState,
  type CaptureContext,
  type Interpretation,
} from '@suyuan/domain';
import { sha256, verifyNow } from './firm.js';

/** Where a document stands. */
export interface Place {
  readonly block: number;
  readonly txId: string;
}

/** What the blocks come to, told twice: by the rules, and by what the transactions say they wrote. */
export interface Rebuilt {
  /** Records as text, by key: the contract's namespace. */
  readonly state: ReadonlyMap<string, string>;
  /** Every place of every document that a valid transaction carried. */
  readonly documents: ReadonlyMap<string, readonly Place[]>;
  /** All documents as they were read, in order. */
  readonly read: readonly Interpretation[];
  /** What does not hold: empty for a good ledger. */
  readonly findings: readonly string[];
}

export interface OracleOptions {
  readonly chaincode: string;
  readonly aud: string;
  /** Thumbprint of the key that bootstraps. */
  readonly root: string;
}

/**
 * Rebuilds the state from blocks alone. Every valid capture is judged again, at its transaction's time, by the rules of
 * `domain/`, without any Fabric: each document must pass, and their writes must be the transaction's own, byte by byte.
 */
export function rebuild(blocks: readonly Block[], options: OracleOptions): Rebuilt {
  const oracle = new Oracle(options);
  for (const block of blocks) oracle.take(block);
  return oracle;
}

/** The same, block after block. */
export class Oracle implements Rebuilt {
  readonly state = new Map<string, string>();
  readonly documents = new Map<string, Place[]>();
  readonly read: Interpretation[] = [];
  readonly findings: string[] = [];

  constructor(readonly options: OracleOptions) {}

  take(block: Block): void {
    const { chaincode } = this.options;
    const captures = new Map([...capturesOf(block, chaincode)].map((capture) => [capture.transaction, capture.json]));
    for (const tx of block.valid) {
      const written = this.#written(tx);
      const json = captures.get(tx.index);
      const told = json === undefined ? new Map<string, string>() : this.#judged(json, tx, block.number);
      this.#compare(told, written, `transaction ${tx.txId} of block ${block.number}`);
      for (const [key, value] of written) {
        if (value === undefined) this.state.delete(key);
        else this.state.set(key, value);
      }
    }
  }

  #written(tx: Transaction): Map<string, string | undefined> {
    if (!tx.isEndorser) return new Map();
    const sets = tx.sets.filter(({ namespace }) => namespace === this.options.chaincode);
    return new Map(sets.flatMap(({ writes }) => writes.map(({ key, value }) => [key, value?.toString('utf8')])));
  }

  #judged(json: string, tx: Transaction, block: number): Map<string, string> {
    const value = parseJson(json);
    const documents = isObject(value) ? value['documents'] : undefined;
    const all = (isArray(documents) ? documents : []).map((each) => interpret(readSigned(each), sha256));
    for (const each of all) {
      const id = each.document?.id ?? '';
      this.documents.set(id, [...(this.documents.get(id) ?? []), { block, txId: tx.txId }]);
      this.read.push(each);
    }
    return this.#apply(all, tx);
  }

  #apply(all: readonly Interpretation[], tx: Transaction): Map<string, string> {
    const state = new WorkingState();
    const load = (keys: readonly string[]): void => keys.forEach((key) => state.load(key, this.state.get(key)));
    load(all.flatMap((each) => touches(each).reads));
    load(all.flatMap((each) => follow(each, state)));
    const { aud, root } = this.options;
    const context: CaptureContext = { now: tx.timestamp.seconds, aud, root, verify: verifyNow, hash: sha256 };
    for (;;) {
      try {
        for (const each of all) {
          const codes = judge(each, state, context).map(({ code }) => code);
          if (codes.length > 0) this.findings.push(`${each.document?.id ?? '?'} is recorded, against: ${codes.join()}`);
        }
        return new Map(state.writes());
      } catch (error) {
        if (!(error instanceof KeysNotRead)) throw error;
        load(error.keys);
        state.reset();
      }
    }
  }

  #compare(told: ReadonlyMap<string, string>, written: ReadonlyMap<string, string | undefined>, where: string): void {
    for (const [key, value] of told) {
      if (written.get(key) !== value) this.findings.push(`${where}: ${key} should be written as ${value}`);
    }
    for (const key of written.keys()) {
      if (!told.has(key)) this.findings.push(`${where}: ${key} should not be written`);
    }
  }
}
