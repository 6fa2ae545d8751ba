import {
  endorsementSigned,
  extensionChaincode,
  FormatError,
  proposalHash,
  readEnvelope,
  readEvent,
  Transaction,
  transactionId,
  VALIDATION,
  verifySignature,
} from '@suyuan/block';

import { BATCH } from '../channel/genesis.js';
import type { Msp } from '../identity/msp.js';
import type { PreparedTransactions } from '../peer/prepared.js';
import type { Ordered } from './ordered.js';

/** What an orderer answers to an envelope that it does not take: a `common.Status` by name, and why. */
export class BroadcastRefused extends Error {
  override readonly name = 'BroadcastRefused';

  constructor(
    readonly status: 'BAD_REQUEST' | 'FORBIDDEN' | 'NOT_FOUND',
    message: string,
  ) {
    super(message);
  }
}

export interface InspectorParts {
  readonly channel: string;
  readonly msp: Msp;
  readonly prepared: PreparedTransactions;
  /** Namespaces that have a definition. */
  readonly chaincodes: ReadonlySet<string>;
}

/**
 * What orderer and committer check of an envelope without the state. An orderer takes it if a member of the channel
 * signed it, whatever it says; whether it says something valid is the committer's to find, and stands in the block.
 * The creator's signature is checked here once for both.
 */
export class Inspector {
  constructor(private readonly parts: InspectorParts) {}

  /** Throws BroadcastRefused. */
  async inspect(bytes: Buffer): Promise<Ordered> {
    const tx = readTransaction(bytes);
    const { channel, msp, prepared } = this.parts;
    if (bytes.length > BATCH.absoluteMaxBytes) {
      const limit = BATCH.absoluteMaxBytes;
      throw new BroadcastRefused(
        'BAD_REQUEST',
        `message payload is ${bytes.length} bytes and exceeds maximum allowed ${limit} bytes`,
      );
    }
    if (tx.channel !== channel) throw new BroadcastRefused('NOT_FOUND', `channel ${tx.channel} not found`);
    if (!tx.isEndorser) {
      throw new BroadcastRefused('BAD_REQUEST', 'an embedded ledger takes endorser transactions only');
    }
    const { payload, signature } = tx.envelope;
    if (!(await msp.signed(tx.signatureHeader.creator, payload, signature))) {
      throw new BroadcastRefused('FORBIDDEN', 'implicit policy evaluation failed - 0 sub-policies were satisfied');
    }
    const own = prepared.match(tx.txId, payload);
    if (own) return { txId: tx.txId, bytes, code: VALIDATION.VALID, sets: own.sets };
    return { txId: tx.txId, bytes, ...(await this.#judge(tx)) };
  }

  async #judge(tx: Transaction): Promise<Pick<Ordered, 'code' | 'sets'>> {
    try {
      const code = this.#wellFormed(tx) ?? (await this.#endorsed(tx)) ?? VALIDATION.VALID;
      return { code, sets: code === VALIDATION.VALID ? tx.sets : [] };
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return { code: VALIDATION.INVALID_ENDORSER_TRANSACTION, sets: [] };
    }
  }

  /** core/common/validation/msgvalidation.go and the dispatcher of the validation plugins, in their order. */
  #wellFormed(tx: Transaction): number | undefined {
    const { channelHeader, signatureHeader, header, action, result } = tx;
    const { nonce, creator } = signatureHeader;
    if (channelHeader.epoch !== 0 || nonce.length === 0) return VALIDATION.BAD_COMMON_HEADER;
    if (tx.txId !== transactionId(nonce, creator)) return VALIDATION.BAD_PROPOSAL_TXID;
    const proposed = { channelHeader: header.channelHeader, signatureHeader: action.header };
    if (!proposalHash(proposed, action.proposalPayload).equals(result.proposalHash)) {
      return VALIDATION.INVALID_ENDORSER_TRANSACTION;
    }
    const { name, version } = result.chaincode;
    const { chaincodes } = this.parts;
    if (extensionChaincode(channelHeader.extension) !== name || version === '' || !chaincodes.has(name)) {
      return VALIDATION.INVALID_CHAINCODE;
    }
    if (tx.event && readEvent(result.event).chaincode !== name) return VALIDATION.INVALID_OTHER_REASON;
    const namespaces = new Set(tx.sets.map((set) => set.namespace));
    if (namespaces.size !== tx.sets.length) return VALIDATION.ILLEGAL_WRITESET;
    const foreign = tx.sets.some((set) => set.other || (set.writes.length > 0 && set.namespace !== name));
    return foreign ? VALIDATION.INVALID_CHAINCODE : undefined;
  }

  /** The channel's endorsement policy: the one organisation's, any peer of it. Bad signatures beside a good one are passed over. */
  async #endorsed({ action }: Transaction): Promise<number | undefined> {
    for (const { endorser, signature } of action.endorsements) {
      const member = this.parts.msp.resolve(endorser);
      if (typeof member === 'string' || member.role !== 'peer') continue;
      if (await verifySignature(member.key, endorsementSigned(action.result, endorser), signature)) return undefined;
    }
    return VALIDATION.ENDORSEMENT_POLICY_FAILURE;
  }
}

function readTransaction(bytes: Buffer): Transaction {
  try {
    if (readEnvelope(bytes).payload.length === 0) throw new FormatError('common.Envelope', 'message payload is empty');
    return new Transaction(0, bytes, VALIDATION.NOT_VALIDATED);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BroadcastRefused('BAD_REQUEST', error.message);
  }
}
