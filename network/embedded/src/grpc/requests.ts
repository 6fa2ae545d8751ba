import { Reader, readEnvelope } from '@suyuan/block';

const NONE: Buffer = Buffer.alloc(0);

/** `EvaluateRequest` and `EndorseRequest`: the same fields under other names. */
export function readProposalRequest(bytes: Buffer): { signedProposal: Buffer; organisations: string[] } {
  const reader = new Reader(bytes, 'gateway.EndorseRequest');
  let signedProposal = NONE;
  const organisations: string[] = [];
  while (reader.next()) {
    if (reader.field === 3) signedProposal = reader.bytes();
    else if (reader.field === 4) organisations.push(reader.string());
  }
  return { signedProposal, organisations };
}

export function readSubmitRequest(bytes: Buffer): { channel: string; envelope?: Buffer; signed: boolean } {
  const reader = new Reader(bytes, 'gateway.SubmitRequest');
  let channel = '';
  let envelope: Buffer | undefined;
  while (reader.next()) {
    if (reader.field === 2) channel = reader.string();
    else if (reader.field === 3) envelope = reader.bytes();
  }
  if (!envelope) return { channel, signed: false };
  return { channel, envelope, signed: readEnvelope(envelope).signature.length > 0 };
}

/** A request whose bytes are signed: `SignedCommitStatusRequest`, `SignedChaincodeEventsRequest`. */
function readSigned(bytes: Buffer): { bytes: Buffer; signature: Buffer } {
  const { payload, signature } = readEnvelope(bytes);
  return { bytes: payload, signature };
}

export function readStatusRequest(request: Buffer) {
  const signed = readSigned(request);
  const reader = new Reader(signed.bytes, 'gateway.CommitStatusRequest');
  const found = { txId: '', channel: '', identity: NONE };
  while (reader.next()) {
    if (reader.field === 1) found.txId = reader.string();
    else if (reader.field === 2) found.channel = reader.string();
    else if (reader.field === 3) found.identity = reader.bytes();
  }
  return { ...signed, ...found };
}

export function readEventsRequest(request: Buffer) {
  const signed = readSigned(request);
  const reader = new Reader(signed.bytes, 'gateway.ChaincodeEventsRequest');
  const found = { channel: '', chaincode: '', identity: NONE, start: NONE, afterTxId: '' };
  while (reader.next()) {
    if (reader.field === 1) found.channel = reader.string();
    else if (reader.field === 2) found.chaincode = reader.string();
    else if (reader.field === 3) found.identity = reader.bytes();
    else if (reader.field === 4) found.start = reader.bytes();
    else if (reader.field === 5) found.afterTxId = reader.string();
  }
  return { ...signed, ...found };
}
