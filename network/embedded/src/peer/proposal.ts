import {
  extensionChaincode,
  HEADER_TYPE,
  proposalHash,
  readChannelHeader,
  readHeader,
  readIdentity,
  readInvocation,
  readProposal,
  readProposalPayload,
  readSignatureHeader,
  readSignedProposal,
  transactionId,
  verifySignature,
  withoutTransient,
  type ChannelHeader,
  type Header,
  type Identity,
  type SignatureHeader,
} from '@suyuan/block';

import type { Msp } from '../identity/msp.js';
import { ProposalRefused } from './refusal.js';

/** A client's proposal, read and not yet believed. */
export interface UnpackedProposal {
  /** What is signed. */
  readonly bytes: Buffer;
  readonly signature: Buffer;
  readonly header: Header;
  readonly channelHeader: ChannelHeader;
  readonly signatureHeader: SignatureHeader;
  readonly creator: Identity;
  readonly chaincode: string;
  readonly args: readonly Buffer[];
  readonly transient: ReadonlyMap<string, Buffer>;
  /** The call as it goes into the transaction: without what is transient. */
  readonly payload: Buffer;
}

/** Throws FormatError. */
export function unpackProposal(signedProposal: Uint8Array): UnpackedProposal {
  const { proposal: bytes, signature } = readSignedProposal(signedProposal);
  const proposal = readProposal(bytes);
  const header = readHeader(proposal.header);
  const channelHeader = readChannelHeader(header.channelHeader);
  const signatureHeader = readSignatureHeader(header.signatureHeader);
  const { input, transient } = readProposalPayload(proposal.payload);
  const { chaincode, args } = readInvocation(input);
  const creator = readIdentity(signatureHeader.creator);
  const payload = withoutTransient(input);
  const same = payload.length === proposal.payload.length;
  return {
    ...{ bytes, signature, header, channelHeader, signatureHeader, creator, chaincode, args, transient },
    // Usually nothing is transient, and the bytes that came do.
    payload: same ? proposal.payload : payload,
  };
}

export function hashOf(proposal: UnpackedProposal): Buffer {
  return proposalHash(proposal.header, proposal.payload);
}

/** Clocks of peers and clients differ; a transaction's time is the client's word within this (docs/ledger.md, Time). */
export const TIME_WINDOW_MS = 2 * 60 * 1000;

/** `peer.authentication.timewindow`, as the `TimeWindowCheck` filter enforces it. */
export function checkTimeWindow({ channelHeader }: UnpackedProposal, now: number): void {
  const { seconds, nanos } = channelHeader.timestamp ?? { seconds: 0, nanos: 0 };
  const stated = seconds * 1000 + nanos / 1e6;
  if (Math.abs(now - stated) <= TIME_WINDOW_MS) return;
  const [at, here] = [stated, now].map((time) =>
    Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : String(time),
  );
  throw new ProposalRefused(
    'filter',
    `request unauthorized due to incorrect timestamp ${at}, peer time ${here}, peer.authentication.timewindow 2m0s`,
  );
}

/** What a peer checks before it runs anything, in its order and words (core/endorser/msgvalidation.go). */
export async function checkProposal(proposal: UnpackedProposal, msp: Msp): Promise<void> {
  const { channelHeader, signatureHeader, signature } = proposal;
  const fail = (reason: string): never => {
    throw new ProposalRefused('proposal', `error validating proposal: ${reason}`);
  };
  if (channelHeader.type !== HEADER_TYPE.ENDORSER_TRANSACTION) fail(`invalid header type ${channelHeader.type}`);
  if (channelHeader.epoch !== 0) fail('epoch is non-zero');
  if (signatureHeader.nonce.length === 0) fail('nonce is empty');
  if (signatureHeader.creator.length === 0) fail('creator is empty');
  const expected = transactionId(signatureHeader.nonce, signatureHeader.creator);
  if (channelHeader.txId !== expected) {
    fail(`incorrectly computed txid '${channelHeader.txId}' -- expected '${expected}'`);
  }
  if (extensionChaincode(channelHeader.extension) !== proposal.chaincode) fail('inconsistent chaincode names');
  if (signature.length === 0) fail('empty signature bytes');
  const member = msp.resolve(signatureHeader.creator);
  const channel = channelHeader.channel;
  if (member === 'unknown')
    return fail(`access denied: channel [${channel}] creator org unknown, creator is malformed`);
  const denied = `access denied: channel [${channel}] creator org [${proposal.creator.mspid}]`;
  if (member === 'invalid') return fail(denied);
  if (!(await verifySignature(member.key, proposal.bytes, signature))) fail(denied);
}
