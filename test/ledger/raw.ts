import { setTimeout } from 'node:timers/promises';
import { EndorseError, type Proposal, type Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { readChannelHeader, readResult, writeChannelHeader } from '@suyuan/block';
import type { SignedDocument } from '@suyuan/domain';
import type { Access } from './ledger-under-test.js';
import type { Market } from './market.js';

/** The one argument of `capture` and `check`. */
export function captureOf(documents: readonly SignedDocument[]): string {
  return JSON.stringify({ v: 1, documents });
}

/** A shipment of ten of a new lot's hundred kilograms, endorsed: by a majority, or by the organisations named alone. */
export async function endorsedShipment(
  market: Market,
  endorsers?: readonly string[],
): Promise<{ lot: string; document: SignedDocument; transaction: Transaction }> {
  const lot = await market.lot('100');
  const document = market.sign(market.producer, 'events', [market.shipping(lot, '10')]);
  const options = {
    arguments: [captureOf([document])],
    ...(endorsers && { endorsingOrganizations: [...endorsers] }),
  };
  for (let attempt = 0; ; attempt++) {
    try {
      const transaction = await market.access.contract.newProposal('capture', options).endorse();
      return { lot, document, transaction };
    } catch (error) {
      // A peer that has not got the lot's block yet is of another mind, for a moment.
      if (!(error instanceof EndorseError) || attempt === 20) throw error;
      await setTimeout(100);
    }
  }
}

/** A call as its client would make it at another time: signed as it goes out, its timestamp being the client's word. */
export function stamped(access: Access, call: string, argument: string, time: Date): Proposal {
  const made = access.contract.newProposal(call, { arguments: [argument] });
  const proposed = messages.ProposedTransaction.deserializeBinary(made.getBytes());
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const timestamp = { seconds: Math.floor(time.getTime() / 1000), nanos: (time.getTime() % 1000) * 1e6 };
  header.setChannelHeader(writeChannelHeader({ ...readChannelHeader(header.getChannelHeader_asU8()), timestamp }));
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  signed.setSignature('');
  proposed.setProposal(signed);
  return access.gateway.newProposal(proposed.serializeBinary());
}

/** The read and write sets of an endorsed transaction (`PreparedTransaction` bytes). */
export function writeSetsOf(prepared: Uint8Array): Buffer {
  const envelope = messages.PreparedTransaction.deserializeBinary(prepared).getEnvelope() ?? new common.Envelope();
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const [first] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const action = peer.ChaincodeActionPayload.deserializeBinary(first?.getPayload_asU8() ?? new Uint8Array());
  return readResult(action.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array()).writeSets;
}

/** What may be changed of an endorsed transaction before its creator signs it. */
export interface Parts {
  readonly header: common.Header;
  readonly action: peer.ChaincodeActionPayload;
  readonly endorsed: peer.ChaincodeEndorsedAction;
}

/** An endorsed transaction, changed after it was endorsed; not signed yet. */
export function altered(transaction: Transaction, change: (parts: Parts) => void): messages.PreparedTransaction {
  const prepared = messages.PreparedTransaction.deserializeBinary(transaction.getBytes());
  const envelope = prepared.getEnvelope() ?? new common.Envelope();
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const body = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [first = new peer.TransactionAction()] = body.getActionsList();
  const action = peer.ChaincodeActionPayload.deserializeBinary(first.getPayload_asU8());
  const header = payload.getHeader() ?? new common.Header();
  change({ header, action, endorsed: action.getAction() ?? new peer.ChaincodeEndorsedAction() });
  first.setPayload(action.serializeBinary());
  payload.setData(body.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature('');
  prepared.setEnvelope(envelope);
  return prepared;
}
