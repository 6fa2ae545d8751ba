import { createHash, randomBytes } from 'node:crypto';
import {
  dataHash,
  emptyMetadata,
  HEADER_TYPE,
  headerHash,
  SLOT,
  transactionId,
  VALIDATION,
  writeBlock,
  writeChannelHeader,
  writeEnvelope,
  writeInvocation,
  writePayload,
  writeResult,
  writeSignatureHeader,
  writeTransaction,
  writeWriteSets,
  Writer,
} from '@suyuan/block';
import {
  base64url,
  compactJws,
  documentInput,
  encodeEntry,
  utf8,
  type Hash,
  type Kind,
  type SignedDocument,
} from '@suyuan/domain';

export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest();
export const CHANNEL = 'suyuan';

/** One transaction to be: its documents, and what they wrote. */
export interface Made {
  readonly documents: readonly SignedDocument[];
  readonly writes?: Readonly<Record<string, unknown>>;
  readonly code?: number;
  readonly time?: number;
}

/** Blocks as a ledger makes them, one after the other, each following the one before. Nothing in them is signed. */
export class Chain {
  readonly blocks: Buffer[] = [];
  #previous: Buffer = Buffer.alloc(0);

  constructor(readonly seed = 'one') {
    this.#add([this.#config()], []);
  }

  add(...transactions: readonly Made[]): Buffer {
    const codes = transactions.map(({ code }) => code ?? VALIDATION.VALID);
    return this.#add(transactions.map(envelope), codes);
  }

  #add(envelopes: readonly Buffer[], codes: readonly number[]): Buffer {
    const number = this.blocks.length;
    const metadata = emptyMetadata();
    metadata[SLOT.TRANSACTIONS_FILTER] = Buffer.from(envelopes.map((_, i) => codes[i] ?? VALIDATION.VALID));
    const hash = dataHash(envelopes);
    const block = writeBlock({ number, previousHash: this.#previous, dataHash: hash, envelopes, metadata });
    this.#previous = headerHash(number, this.#previous, hash);
    this.blocks.push(block);
    return block;
  }

  /** A channel of one orderer by itself, as the embedded ledger's is. */
  #config(): Buffer {
    const entry = (name: string, value: Writer) => new Writer().string(1, name).element(2, value);
    const consensus = new Writer().bytes(2, new Writer().string(1, 'solo').finish());
    const orderer = new Writer().element(3, entry('ConsensusType', consensus));
    const group = new Writer().element(2, entry('Orderer', orderer)).string(5, this.seed);
    const config = new Writer().element(1, new Writer().element(2, group));
    return enclose(HEADER_TYPE.CONFIG, '', Buffer.alloc(0), 1_795_000_000, config);
  }
}

function envelope({ documents, writes = {}, time = 1_795_000_100 }: Made): Buffer {
  const args = ['capture', JSON.stringify({ v: 1, documents })].map((text) => Buffer.from(text));
  const input = writeInvocation({ chaincode: 'suyuan', args });
  const keys = Object.keys(writes).sort();
  const set = {
    namespace: 'suyuan',
    reads: [],
    ranges: [],
    writes: keys.map((key) =>
      writes[key] === null ? { key } : { key, value: Buffer.from(JSON.stringify(writes[key])) },
    ),
  };
  const result = writeResult({
    proposalHash: Buffer.alloc(32),
    writeSets: writeWriteSets([set]),
    event: Buffer.alloc(0),
    response: { status: 200, message: '', payload: Buffer.alloc(0) },
    chaincode: { name: 'suyuan', version: '1' },
  });
  const header = writeSignatureHeader(Buffer.from('creator'), randomBytes(24));
  const proposalPayload = new Writer().bytes(1, input).finish();
  const transaction = writeTransaction(header, { proposalPayload, result, endorsements: [] });
  return enclose(
    HEADER_TYPE.ENDORSER_TRANSACTION,
    transactionId(randomBytes(24), Buffer.from('creator')),
    header,
    time,
    transaction,
  );
}

function enclose(type: number, txId: string, signatureHeader: Buffer, seconds: number, data: Writer): Buffer {
  const channelHeader = writeChannelHeader({
    type,
    version: 0,
    timestamp: { seconds, nanos: 0 },
    channel: CHANNEL,
    txId,
    epoch: 0,
    extension: Buffer.alloc(0),
  });
  return writeEnvelope(writePayload({ channelHeader, signatureHeader }, data).finish(), Buffer.from('signature'));
}

export const PRODUCER = '91370683MA3C8XXXXX';
export const BUYER = '91370102MA3DKYYYYY';
export const KID = `${PRODUCER}:${'A'.repeat(43)}`;
export const LOT = '01/06901234567892/10/A1';

/** An event about a kilogram of the lot. */
export function eventOf(extra: object = {}): object {
  return {
    type: 'ObjectEvent',
    quantityList: [{ epcClass: `https://id.gs1.org/${LOT}`, quantity: 1, uom: 'KGM' }],
    ...extra,
  };
}

/** A document of the right form; its signature is noise. */
export function makeDocument(kind: Kind, values: readonly unknown[], kid = KID): SignedDocument {
  const entries = values.map((value) => encodeEntry(JSON.stringify(value), randomBytes(16)));
  const claims = { aud: 'urn:suyuan:ledger:suyuan:00', iat: 1_795_000_000, exp: 1_795_600_000 };
  const input = documentInput(kind, kid, claims, entries, sha256);
  return { jws: compactJws(input, randomBytes(64)), entries };
}

export function idOf(document: SignedDocument): string {
  return base64url(sha256(utf8(document.jws.slice(0, document.jws.lastIndexOf('.')))));
}
