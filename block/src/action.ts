import { readPair } from './envelope.js';
import { FormatError } from './format-error.js';
import { readChaincodeId, type ChaincodeId } from './proposal.js';
import { Reader, Writer } from './wire.js';

export interface Endorsement {
  /** A `SerializedIdentity`. */
  readonly endorser: Buffer;
  readonly signature: Buffer;
}

/** What the chaincode answered: status 200 and a payload, or from 400 on an error and its message. */
export interface Response {
  readonly status: number;
  readonly message: string;
  readonly payload: Buffer;
}

export interface ChaincodeEvent {
  readonly chaincode: string;
  readonly txId: string;
  readonly name: string;
  readonly payload: Buffer;
}

/** `ProposalResponsePayload` with its `ChaincodeAction`: what the endorsers signed. */
export interface Result {
  readonly proposalHash: Buffer;
  /** A `TxReadWriteSet`. */
  readonly writeSets: Buffer;
  readonly event: Buffer;
  readonly response: Response;
  readonly chaincode: ChaincodeId;
}

/** `ChaincodeActionPayload`: the call, what came of it, and who says so. */
export interface Action {
  readonly proposalPayload: Buffer;
  /** Bytes of the `ProposalResponsePayload`. */
  readonly result: Buffer;
  readonly endorsements: readonly Endorsement[];
}

const NONE: Buffer = Buffer.alloc(0);

/** The one action of an endorser transaction, and its own signature header. Fabric allows no second. */
export function readTransactionActions(data: Uint8Array): { header: Buffer; payload: Buffer }[] {
  const reader = new Reader(data, 'protos.Transaction');
  const actions: { header: Buffer; payload: Buffer }[] = [];
  while (reader.next()) {
    if (reader.field !== 1) continue;
    const [header, payload] = readPair(reader.bytes(), 'protos.TransactionAction');
    actions.push({ header, payload });
  }
  return actions;
}

export function readAction(payload: Uint8Array): Action {
  const [proposalPayload, endorsed] = readPair(payload, 'protos.ChaincodeActionPayload');
  const reader = new Reader(endorsed, 'protos.ChaincodeEndorsedAction');
  let result = NONE;
  const endorsements: Endorsement[] = [];
  while (reader.next()) {
    if (reader.field === 1) result = reader.bytes();
    else if (reader.field === 2) {
      const [endorser, signature] = readPair(reader.bytes(), 'protos.Endorsement');
      endorsements.push({ endorser, signature });
    }
  }
  return { proposalPayload, result, endorsements };
}

/** `protos.Transaction` of one action, written under the proposal's own signature header. */
export function writeTransaction(signatureHeader: Uint8Array, action: Action): Writer {
  const endorsed = new Writer().bytes(1, action.result);
  for (const { endorser, signature } of action.endorsements) {
    endorsed.element(2, new Writer().bytes(1, endorser).bytes(2, signature));
  }
  const payload = new Writer().bytes(1, action.proposalPayload).element(2, endorsed);
  return new Writer().element(1, new Writer().bytes(1, signatureHeader).element(2, payload));
}

export function readResult(bytes: Uint8Array): Result {
  const [proposalHash, extension] = readPair(bytes, 'protos.ProposalResponsePayload');
  const reader = new Reader(extension, 'protos.ChaincodeAction');
  const found = { writeSets: NONE, event: NONE };
  let response: Response = { status: 0, message: '', payload: NONE };
  let chaincode: ChaincodeId | undefined;
  while (reader.next()) {
    if (reader.field === 1) found.writeSets = reader.bytes();
    else if (reader.field === 2) found.event = reader.bytes();
    else if (reader.field === 3) response = readResponse(reader.bytes());
    else if (reader.field === 4) chaincode = readChaincodeId(reader.bytes());
  }
  if (!chaincode) throw new FormatError('protos.ChaincodeAction', 'names no chaincode');
  return { proposalHash, ...found, response, chaincode };
}

export function writeResult(result: Result): Buffer {
  const { name, version } = result.chaincode;
  const action = new Writer()
    .bytes(1, result.writeSets)
    .bytes(2, result.event)
    .element(3, writeResponse(result.response))
    .element(4, new Writer().string(2, name).string(3, version));
  return new Writer().bytes(1, result.proposalHash).element(2, action).finish();
}

function readResponse(bytes: Uint8Array): Response {
  const reader = new Reader(bytes, 'protos.Response');
  const found = { status: 0, message: '', payload: NONE };
  while (reader.next()) {
    if (reader.field === 1) found.status = reader.int32();
    else if (reader.field === 2) found.message = reader.string();
    else if (reader.field === 3) found.payload = reader.bytes();
  }
  return found;
}

export function writeResponse({ status, message, payload }: Response): Writer {
  return new Writer().int(1, status).string(2, message).bytes(3, payload);
}

export function readEvent(bytes: Uint8Array): ChaincodeEvent {
  const reader = new Reader(bytes, 'protos.ChaincodeEvent');
  const found = { chaincode: '', txId: '', name: '', payload: NONE };
  while (reader.next()) {
    if (reader.field === 1) found.chaincode = reader.string();
    else if (reader.field === 2) found.txId = reader.string();
    else if (reader.field === 3) found.name = reader.string();
    else if (reader.field === 4) found.payload = reader.bytes();
  }
  return found;
}

export function writeEvent({ chaincode, txId, name, payload }: ChaincodeEvent): Buffer {
  return new Writer().string(1, chaincode).string(2, txId).string(3, name).bytes(4, payload).finish();
}

/** What an endorser signs: the result's bytes ‖ its own identity. */
export function endorsementSigned(result: Uint8Array, endorser: Uint8Array): Buffer {
  return Buffer.concat([result, endorser]);
}
