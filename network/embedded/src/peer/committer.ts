import {
  blockSigned,
  commitHash,
  dataHash,
  emptyMetadata,
  headerBytes,
  lastConfig,
  ordererMetadata,
  sha256,
  signLowS,
  SLOT,
  VALIDATION,
  writeBlock,
  writeMetadata,
  writeSignatureHeader,
} from '@suyuan/block';
import { randomBytes } from 'node:crypto';

import type { Signer } from '../identity/identities.js';
import type { Ordered } from '../orderer/ordered.js';
import type { TransactionPlace } from '../store/records.js';
import type { Store } from '../store/store.js';
import { BlockUpdates } from './mvcc.js';

/** The genesis block is the only configuration block. */
const LAST_CONFIG = 0;

/** What became of one transaction of a block. */
export interface Committed extends TransactionPlace {
  readonly txId: string;
}

/** Orders, signs, validates and keeps blocks: an orderer's and a committer's parts, in one place because they are one process. */
export class Committer {
  constructor(
    private readonly store: Store,
    private readonly orderer: Signer,
  ) {}

  /** Makes the next block of these and returns when it is on disk. One call at a time. */
  async commit(transactions: readonly Ordered[]): Promise<Committed[]> {
    const { height: number, headerHash: previousHash, commitHash: previousCommit } = this.store.tip;
    const { codes, updates, duplicates } = await this.#validate(number, transactions);
    const envelopes = transactions.map((tx) => tx.bytes);
    const hash = dataHash(envelopes);
    const header = headerBytes(number, previousHash, hash);
    const metadata = emptyMetadata();
    metadata[SLOT.SIGNATURES] = this.#sign(header);
    metadata[SLOT.LAST_CONFIG] = writeMetadata(lastConfig(LAST_CONFIG));
    metadata[SLOT.TRANSACTIONS_FILTER] = codes;
    const chained = commitHash(codes, updates, previousCommit);
    metadata[SLOT.COMMIT_HASH] = writeMetadata(chained);
    const committed = transactions.map(({ txId }, index) => ({ txId, block: number, index, code: codes[index] ?? 0 }));
    await this.store.commit({
      number,
      block: writeBlock({ number, previousHash, dataHash: hash, envelopes, metadata }),
      headerHash: sha256(header),
      commitHash: chained,
      updates,
      // The first transaction of a name keeps it.
      places: committed.filter((_, index) => !duplicates.has(index)).map((place) => [place.txId, place]),
    });
    return committed.filter((_, index) => !duplicates.has(index));
  }

  async #validate(number: number, transactions: readonly Ordered[]) {
    const codes = Buffer.from(transactions.map((tx) => tx.code));
    const duplicates = this.#duplicates(transactions);
    for (const index of duplicates) {
      if (codes[index] === VALIDATION.VALID) codes[index] = VALIDATION.DUPLICATE_TXID;
    }
    const view = this.store.view();
    try {
      const updates = new BlockUpdates(view, number);
      const isValid = (index: number) => codes[index] === VALIDATION.VALID;
      await updates.load(transactions.filter((_, index) => isValid(index)).map((tx) => tx.sets));
      for (const [index, { sets }] of transactions.entries()) {
        if (isValid(index)) codes[index] = await updates.apply(index, sets);
      }
      return { codes, updates: updates.all, duplicates };
    } finally {
      view.close();
    }
  }

  /** Positions of transactions whose name is taken, by an earlier block or an earlier place in this one. */
  #duplicates(transactions: readonly Ordered[]): Set<number> {
    const found = new Set<number>();
    const seen = new Set<string>();
    for (const [index, { txId }] of transactions.entries()) {
      if (seen.has(txId) || this.store.place(txId)) found.add(index);
      seen.add(txId);
    }
    return found;
  }

  #sign(header: Buffer): Buffer {
    const value = ordererMetadata(LAST_CONFIG);
    const signatureHeader = writeSignatureHeader(this.orderer.identity, randomBytes(24));
    const signature = signLowS(this.orderer.key, blockSigned(value, signatureHeader, header));
    return writeMetadata(value, [{ header: signatureHeader, signature }]);
  }
}
