import { X509Certificate } from 'node:crypto';

import * as block from '@suyuan/block';

/** State as the valid transactions leave it, by `namespace\0key`. */
export type State = Map<string, { value: Buffer; version: block.Version }>;

/**
 * Recomputes from bytes alone what a chain of blocks claims: header chain, data hashes, orderer signatures, creator and
 * endorsement signatures, MVCC, commit hashes. Throws on the first difference.
 */
export function checkBlocks(blocks: readonly block.Block[]): { state: State; codes: number[]; txIds: string[] } {
  const state: State = new Map();
  const codes: number[] = [];
  const txIds: string[] = [];
  const seen = new Set<string>();
  let previous = Buffer.alloc(0) as Buffer;
  let commit = Buffer.alloc(0) as Buffer;
  blocks.forEach((one, number) => {
    same(one.number, number, 'number');
    same(one.previousHash.toString('hex'), previous.toString('hex'), `previous hash of ${number}`);
    same(block.dataHash(one.envelopes).toString('hex'), one.dataHash.toString('hex'), `data hash of ${number}`);
    previous = one.headerHash;
    if (number === 0) return;
    checkOrderer(one);
    const updates = new Map<string, block.Update>();
    one.transactions.forEach((tx, index) => {
      if (!tx) throw new Error(`transaction ${index} of ${number} is malformed`);
      codes.push(tx.validationCode);
      const duplicate = seen.has(tx.txId);
      const expected = duplicate ? block.VALIDATION.DUPLICATE_TXID : judge(tx, state, updates, number);
      same(tx.validationCode, expected, `validation code of ${tx.txId}`);
      if (tx.valid) txIds.push(tx.txId);
      seen.add(tx.txId);
    });
    for (const [id, { value, version }] of updates) {
      if (value) state.set(id, { value: Buffer.from(value), version });
      else state.delete(id);
    }
    commit = block.commitHash(one.validationCodes, [...updates.values()], commit);
    const stated = block.readMetadata(one.slot(block.SLOT.COMMIT_HASH)).value;
    same(stated.toString('hex'), commit.toString('hex'), `commit hash of ${number}`);
  });
  return { state, codes, txIds };
}

function checkOrderer(one: block.Block): void {
  const { value, signatures } = block.readMetadata(one.slot(block.SLOT.SIGNATURES));
  const [signature] = signatures;
  if (!signature) throw new Error(`block ${one.number} is not signed`);
  const { creator } = block.readSignatureHeader(signature.header);
  const signed = block.blockSigned(value, signature.header, one.headerBytes);
  same(isSigned(creator, signed, signature.signature, 'orderer'), true, `orderer signature of ${one.number}`);
  same(block.readLastConfig(one.slot(block.SLOT.LAST_CONFIG)), 0, 'last configuration');
}

function isSigned(identity: Buffer, bytes: Buffer, signature: Buffer, role?: string): boolean {
  const certificate = new X509Certificate(block.readIdentity(identity).cert);
  const isRole = role === undefined || certificate.subject.includes(`OU=${role}`);
  return isRole && block.verifySignatureSync(certificate.publicKey, bytes, signature);
}

/** As a committer would: the code that the transaction ought to have. Valid ones leave their writes in `updates`. */
function judge(tx: block.Transaction, state: State, updates: Map<string, block.Update>, number: number): number {
  const { signatureHeader, envelope, header, action, result } = tx;
  same(isSigned(signatureHeader.creator, envelope.payload, envelope.signature), true, `creator of ${tx.txId}`);
  const proposed = { channelHeader: header.channelHeader, signatureHeader: action.header };
  if (!block.proposalHash(proposed, action.proposalPayload).equals(result.proposalHash)) {
    return block.VALIDATION.INVALID_ENDORSER_TRANSACTION;
  }
  const endorsed = action.endorsements.some(({ endorser, signature }) =>
    isSigned(endorser, block.endorsementSigned(action.result, endorser), signature, 'peer'),
  );
  if (!endorsed) return block.VALIDATION.ENDORSEMENT_POLICY_FAILURE;
  for (const { namespace, reads } of tx.sets) {
    for (const { key, version } of reads) {
      const id = `${namespace}\0${key}`;
      const current = state.get(id)?.version;
      const isCurrent = !updates.has(id) && current?.block === version?.block && current?.tx === version?.tx;
      if (!isCurrent) return block.VALIDATION.MVCC_READ_CONFLICT;
    }
  }
  const version = { block: number, tx: tx.index };
  for (const { namespace, writes } of tx.sets) {
    for (const { key, value } of writes) {
      updates.set(`${namespace}\0${key}`, value ? { namespace, key, value, version } : { namespace, key, version });
    }
  }
  return block.VALIDATION.VALID;
}

function same<T>(found: T, expected: T, what: string): void {
  if (found !== expected) throw new Error(`${what}: ${String(found)} instead of ${String(expected)}`);
}
