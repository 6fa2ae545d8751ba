import { sha256 } from './hash.js';
import { readPair, type Header } from './envelope.js';
import { Reader, Writer } from './wire.js';

/** A call of a chaincode: `ChaincodeInvocationSpec`. The first argument names the function. */
export interface Invocation {
  readonly chaincode: string;
  readonly args: readonly Buffer[];
}

export interface Proposal {
  readonly header: Buffer;
  /** A `ChaincodeProposalPayload`: the call, and transient data that never reaches a block. */
  readonly payload: Buffer;
}

const NONE: Buffer = Buffer.alloc(0);

/** `protos.SignedProposal`: a proposal's bytes and their signature. */
export function readSignedProposal(bytes: Uint8Array): { proposal: Buffer; signature: Buffer } {
  const [proposal, signature] = readPair(bytes, 'protos.SignedProposal');
  return { proposal, signature };
}

export function readProposal(bytes: Uint8Array): Proposal {
  const [header, payload] = readPair(bytes, 'protos.Proposal');
  return { header, payload };
}

/** `ChaincodeProposalPayload`: the input as bytes, and the transient map. */
export function readProposalPayload(bytes: Uint8Array): { input: Buffer; transient: Map<string, Buffer> } {
  const reader = new Reader(bytes, 'protos.ChaincodeProposalPayload');
  let input = NONE;
  const transient = new Map<string, Buffer>();
  while (reader.next()) {
    if (reader.field === 1) input = reader.bytes();
    else if (reader.field === 2) {
      const [key, value] = readPair(reader.bytes(), 'TransientMapEntry');
      transient.set(key.toString(), value);
    }
  }
  return { input, transient };
}

/** The payload as it goes into the transaction and its hash: without what is transient. */
export function withoutTransient(input: Uint8Array): Buffer {
  return new Writer().bytes(1, input).finish();
}

export function readInvocation(input: Uint8Array): Invocation {
  const spec = child(input, 1, 'protos.ChaincodeInvocationSpec');
  const reader = new Reader(spec, 'protos.ChaincodeSpec');
  let chaincode = '';
  const args: Buffer[] = [];
  while (reader.next()) {
    if (reader.field === 2) chaincode = readChaincodeId(reader.bytes()).name;
    else if (reader.field === 3) {
      const list = new Reader(reader.bytes(), 'protos.ChaincodeInput');
      while (list.next()) if (list.field === 1) args.push(list.bytes());
    }
  }
  return { chaincode, args };
}

/** Type 0 says nothing of the language; clients send it so. */
export function writeInvocation({ chaincode, args }: Invocation): Buffer {
  const input = new Writer();
  for (const arg of args) input.element(1, arg);
  const spec = new Writer().element(2, new Writer().string(2, chaincode)).element(3, input);
  return new Writer().element(1, spec).finish();
}

export interface ChaincodeId {
  readonly name: string;
  readonly version: string;
}

export function readChaincodeId(bytes: Uint8Array): ChaincodeId {
  const reader = new Reader(bytes, 'protos.ChaincodeID');
  const found = { name: '', version: '' };
  while (reader.next()) {
    if (reader.field === 2) found.name = reader.string();
    else if (reader.field === 3) found.version = reader.string();
  }
  return found;
}

/** The chaincode that a channel header's extension names (`ChaincodeHeaderExtension`). */
export function extensionChaincode(extension: Uint8Array): string {
  const id = child(extension, 2, 'protos.ChaincodeHeaderExtension');
  return readChaincodeId(id).name;
}

/** SHA-256 of channel header ‖ signature header ‖ payload without transient data: binds an endorsement to its proposal. */
export function proposalHash(header: Header, payload: Uint8Array): Buffer {
  return sha256(header.channelHeader, header.signatureHeader, payload);
}

/** One embedded message of another, empty where it is absent. */
export function child(bytes: Uint8Array, field: number, what: string): Buffer {
  const reader = new Reader(bytes, what);
  let found = NONE;
  while (reader.next()) if (reader.field === field) found = reader.bytes();
  return found;
}
