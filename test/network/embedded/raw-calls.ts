import { randomBytes, type KeyObject } from 'node:crypto';

import type { ServiceError } from '@grpc/grpc-js';
import * as block from '@suyuan/block';

import type { LedgerClient } from './ledger-client.js';

/** What of a proposal is to be other than it should. */
export interface ProposalParts {
  readonly args: readonly string[];
  readonly key?: KeyObject;
  readonly mspid?: string;
  readonly txId?: string;
  /** Milliseconds. */
  readonly time?: number;
}

/** A `SignedProposal`, made by hand: no library in between that would set it right. */
export function signProposal(client: LedgerClient, parts: ProposalParts): Buffer {
  const { connection, certificate, key } = client;
  const creator = block.writeIdentity(parts.mspid ?? connection.mspid, certificate);
  const nonce = randomBytes(24);
  const time = parts.time ?? Date.now();
  const chaincode = new block.Writer().string(2, connection.chaincode);
  const channelHeader = block.writeChannelHeader({
    ...{ type: block.HEADER_TYPE.ENDORSER_TRANSACTION, version: 0, epoch: 0, channel: connection.channel },
    txId: parts.txId ?? block.transactionId(nonce, creator),
    timestamp: { seconds: Math.floor(time / 1000), nanos: 0 },
    extension: new block.Writer().element(2, chaincode).finish(),
  });
  const signatureHeader = block.writeSignatureHeader(creator, nonce);
  const header = new block.Writer().bytes(1, channelHeader).bytes(2, signatureHeader);
  const args = parts.args.map((arg) => Buffer.from(arg));
  const payload = block.withoutTransient(block.writeInvocation({ chaincode: connection.chaincode, args }));
  const proposal = new block.Writer().element(1, header).bytes(2, payload).finish();
  return new block.Writer()
    .bytes(1, proposal)
    .bytes(2, block.signLowS(parts.key ?? key, proposal))
    .finish();
}

/** The payload that came back: what its creator would sign. */
export async function endorse(client: LedgerClient, signedProposal: Buffer): Promise<Buffer> {
  const request = new block.Writer().string(2, client.connection.channel).bytes(3, signedProposal).finish();
  const answer = await call(client, '/gateway.Gateway/Endorse', request);
  return block.readEnvelope(block.child(answer, 1, 'gateway.EndorseResponse')).payload;
}

export async function submit(client: LedgerClient, envelope: Buffer): Promise<void> {
  const request = new block.Writer().string(2, client.connection.channel).bytes(3, envelope).finish();
  await call(client, '/gateway.Gateway/Submit', request);
}

function call({ client }: LedgerClient, method: string, request: Buffer): Promise<Buffer> {
  const same = (bytes: Buffer) => bytes;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(method, same, same, request, (error: ServiceError | null, answer?: Buffer) => {
      if (error) reject(withDetails(error));
      else resolve(answer ?? Buffer.alloc(0));
    });
  });
}

/** The texts of `grpc-status-details-bin`, in the message. */
function withDetails(error: ServiceError): Error {
  const [details] = error.metadata.get('grpc-status-details-bin');
  const text = details === undefined ? '' : Buffer.from(details).toString('latin1');
  return Object.assign(new Error(`${error.message} ${text}`), { code: error.code });
}
