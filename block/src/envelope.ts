import { Reader, Writer } from './wire.js';

/** `common.Envelope`: a payload, and its creator's signature over exactly these bytes. */
export interface Envelope {
  readonly payload: Buffer;
  readonly signature: Buffer;
}

export interface Timestamp {
  readonly seconds: number;
  readonly nanos: number;
}

/** `common.HeaderType`, those that occur. */
export const HEADER_TYPE = { CONFIG: 1, CONFIG_UPDATE: 2, ENDORSER_TRANSACTION: 3, DELIVER_SEEK_INFO: 5 } as const;

export interface ChannelHeader {
  readonly type: number;
  readonly version: number;
  readonly timestamp?: Timestamp;
  readonly channel: string;
  readonly txId: string;
  readonly epoch: number;
  /** For endorser transactions a `ChaincodeHeaderExtension`: the chaincode's id. */
  readonly extension: Buffer;
}

export interface SignatureHeader {
  /** A `SerializedIdentity`. */
  readonly creator: Buffer;
  readonly nonce: Buffer;
}

/** `common.Header` with the bytes of its halves, which are hashed as they came. */
export interface Header {
  readonly channelHeader: Buffer;
  readonly signatureHeader: Buffer;
}

const NONE: Buffer = Buffer.alloc(0);

/** A message of two byte fields, as many of Fabric's are. */
export function readPair(bytes: Uint8Array, what: string): [Buffer, Buffer] {
  const reader = new Reader(bytes, what);
  let first = NONE;
  let second = NONE;
  while (reader.next()) {
    if (reader.field === 1) first = reader.bytes();
    else if (reader.field === 2) second = reader.bytes();
  }
  return [first, second];
}

export function readEnvelope(bytes: Uint8Array): Envelope {
  const [payload, signature] = readPair(bytes, 'common.Envelope');
  return { payload, signature };
}

export function writeEnvelope(payload: Uint8Array, signature: Uint8Array): Buffer {
  return new Writer().bytes(1, payload).bytes(2, signature).finish();
}

/** `common.Payload`: header and data. */
export function readPayload(bytes: Uint8Array): { header: Buffer; data: Buffer } {
  const [header, data] = readPair(bytes, 'common.Payload');
  return { header, data };
}

export function readHeader(bytes: Uint8Array): Header {
  const [channelHeader, signatureHeader] = readPair(bytes, 'common.Header');
  return { channelHeader, signatureHeader };
}

export function readSignatureHeader(bytes: Uint8Array): SignatureHeader {
  const [creator, nonce] = readPair(bytes, 'common.SignatureHeader');
  return { creator, nonce };
}

export function writeSignatureHeader(creator: Uint8Array, nonce: Uint8Array): Buffer {
  return new Writer().bytes(1, creator).bytes(2, nonce).finish();
}

export function readChannelHeader(bytes: Uint8Array): ChannelHeader {
  const reader = new Reader(bytes, 'common.ChannelHeader');
  const found = { type: 0, version: 0, channel: '', txId: '', epoch: 0, extension: NONE };
  let timestamp: Timestamp | undefined;
  while (reader.next()) {
    if (reader.field === 1) found.type = reader.int32();
    else if (reader.field === 2) found.version = reader.int32();
    else if (reader.field === 3) timestamp = readTimestamp(reader.bytes());
    else if (reader.field === 4) found.channel = reader.string();
    else if (reader.field === 5) found.txId = reader.string();
    else if (reader.field === 6) found.epoch = reader.uint();
    else if (reader.field === 7) found.extension = reader.bytes();
  }
  return timestamp ? { ...found, timestamp } : found;
}

export function writeChannelHeader(header: ChannelHeader): Buffer {
  const { seconds = 0, nanos = 0 } = header.timestamp ?? {};
  const writer = new Writer().int(1, header.type).int(2, header.version);
  if (header.timestamp) writer.element(3, new Writer().int(1, seconds).int(2, nanos));
  return writer
    .string(4, header.channel)
    .string(5, header.txId)
    .uint(6, header.epoch)
    .bytes(7, header.extension)
    .finish();
}

function readTimestamp(bytes: Uint8Array): Timestamp {
  const reader = new Reader(bytes, 'google.protobuf.Timestamp');
  const found = { seconds: 0, nanos: 0 };
  while (reader.next()) {
    if (reader.field === 1) found.seconds = Number(reader.int64());
    else if (reader.field === 2) found.nanos = reader.int32();
  }
  return found;
}

/** A payload from a header's two halves and its data, as one message. */
export function writePayload(header: Header, data: Uint8Array | Writer): Writer {
  return new Writer()
    .element(1, new Writer().bytes(1, header.channelHeader).bytes(2, header.signatureHeader))
    .element(2, data);
}
