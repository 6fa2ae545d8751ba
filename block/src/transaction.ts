import { readAction, readEvent, readResult, readTransactionActions } from './action.js';
import type { Action, ChaincodeEvent, Result } from './action.js';
import {
  HEADER_TYPE,
  readChannelHeader,
  readEnvelope,
  readHeader,
  readPayload,
  readSignatureHeader,
} from './envelope.js';
import type { ChannelHeader, Envelope, Header, SignatureHeader, Timestamp } from './envelope.js';
import { FormatError } from './format-error.js';
import { readIdentity, type Identity } from './identity.js';
import { readInvocation, readProposalPayload, type Invocation } from './proposal.js';
import { readWriteSets, type NamespaceSet } from './rwset.js';
import { VALIDATION } from './validation-code.js';

/**
 * One envelope of a block. Headers are read at once, all else when it is asked for and then kept: whoever wants a
 * call's arguments does not pay for its write sets. Getters throw FormatError on malformed bytes, which cannot happen
 * in a transaction that is valid.
 */
export class Transaction {
  readonly envelope: Envelope;
  readonly header: Header;
  readonly channelHeader: ChannelHeader;
  readonly signatureHeader: SignatureHeader;
  /** The payload's data: a `Transaction`, or a `ConfigEnvelope`. */
  readonly data: Buffer;
  #creator?: Identity;
  #action?: Action & { readonly header: Buffer };
  #invocation?: Invocation;
  #result?: Result;
  #sets?: readonly NamespaceSet[];

  constructor(
    /** Position in its block. */
    readonly index: number,
    /** The envelope, as it stands in the block. */
    readonly bytes: Buffer,
    /** A `TxValidationCode`. */
    readonly validationCode: number,
  ) {
    this.envelope = readEnvelope(bytes);
    const { header, data } = readPayload(this.envelope.payload);
    this.data = data;
    this.header = readHeader(header);
    this.channelHeader = readChannelHeader(this.header.channelHeader);
    this.signatureHeader = readSignatureHeader(this.header.signatureHeader);
  }

  get valid(): boolean {
    return this.validationCode === VALIDATION.VALID;
  }

  get txId(): string {
    return this.channelHeader.txId;
  }

  get channel(): string {
    return this.channelHeader.channel;
  }

  get isEndorser(): boolean {
    return this.channelHeader.type === HEADER_TYPE.ENDORSER_TRANSACTION;
  }

  get isConfig(): boolean {
    return this.channelHeader.type === HEADER_TYPE.CONFIG;
  }

  /** The submitting client's word, bounded by the peers' time window. */
  get timestamp(): Timestamp {
    return this.channelHeader.timestamp ?? { seconds: 0, nanos: 0 };
  }

  get creator(): Identity {
    return (this.#creator ??= readIdentity(this.signatureHeader.creator));
  }

  get action(): Action & { readonly header: Buffer } {
    return (this.#action ??= this.#readAction());
  }

  get invocation(): Invocation {
    return (this.#invocation ??= readInvocation(readProposalPayload(this.action.proposalPayload).input));
  }

  /** The first argument; empty where there is none. */
  get functionName(): string {
    return this.invocation.args[0]?.toString() ?? '';
  }

  get result(): Result {
    return (this.#result ??= readResult(this.action.result));
  }

  get sets(): readonly NamespaceSet[] {
    return (this.#sets ??= readWriteSets(this.result.writeSets));
  }

  get event(): ChaincodeEvent | undefined {
    return this.result.event.length === 0 ? undefined : readEvent(this.result.event);
  }

  #readAction(): Action & { readonly header: Buffer } {
    const [first, ...more] = readTransactionActions(this.data);
    if (!first || more.length > 0) throw new FormatError('protos.Transaction', 'has not exactly one action');
    return { ...readAction(first.payload), header: first.header };
  }
}
