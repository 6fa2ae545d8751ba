import { randomBytes } from 'node:crypto';

import {
  endorsementSigned,
  HEADER_TYPE,
  proposalHash,
  readBlock,
  sha256,
  signLowS,
  transactionId,
  VALIDATION,
  withoutTransient,
  writeChannelHeader,
  writeEnvelope,
  writeInvocation,
  writePayload,
  writeResult,
  writeSignatureHeader,
  writeTransaction,
  Writer,
  writeWriteSets,
} from '@suyuan/block';

import type { Identities } from '../identity/identities.js';
import type { Ordered } from '../orderer/ordered.js';
import type { Committer } from '../peer/committer.js';
import type { Store } from '../store/store.js';
import { genesisBlock } from './genesis.js';
import {
  commitArguments,
  definitionReads,
  definitionWrites,
  endorsementInfoKey,
  LIFECYCLE,
  readSequence,
  readVersion,
  sequenceKey,
  type Definition,
} from './lifecycle.js';

/** Writes the genesis block where there is none. Dying right after it is harmless: the definition follows at the next start. */
export async function ensureGenesis(store: Store, channel: string, identities: Identities): Promise<void> {
  if (store.tip.height > 0) return;
  const bytes = genesisBlock(channel, identities);
  const block = readBlock(bytes);
  const txId = block.transactions[0]?.txId ?? '';
  await store.commit({
    number: 0,
    block: bytes,
    headerHash: sha256(block.headerBytes),
    // Commit hashes begin with block 1.
    commitHash: Buffer.alloc(0),
    updates: [],
    places: [[txId, { block: 0, index: 0, code: VALIDATION.VALID }]],
  });
}

/**
 * Defines the chaincode in a block of its own, as committing a definition does, where it is not defined or runs another
 * version: what was endorsed with the version before and not committed yet is invalid from that block on.
 */
export async function ensureDefinition(
  store: Store,
  committer: Committer,
  channel: string,
  identities: Identities,
  wanted: { readonly name: string; readonly version: string },
): Promise<Definition> {
  const key = sequenceKey(wanted.name);
  const view = store.view();
  const [sequence, info] = await view.getMany(LIFECYCLE, [key, endorsementInfoKey(wanted.name)]);
  view.close();
  const current = sequence ? readSequence(sequence.value) : 0;
  if (info && readVersion(info.value) === wanted.version) return { ...wanted, sequence: current };
  const definition = { ...wanted, sequence: current + 1 };
  const read = sequence ? { key, version: sequence.version } : { key };
  const [committed] = await committer.commit([definitionTransaction(channel, identities, definition, read)]);
  if (committed?.code !== VALIDATION.VALID) throw new Error('the chaincode definition was not committed');
  return definition;
}

/** The transaction of `peer lifecycle chaincode commit`: proposed by the administrator, endorsed by the peer. */
function definitionTransaction(
  channel: string,
  { admin, peer }: Identities,
  definition: Definition,
  current: Parameters<typeof definitionReads>[1],
): Ordered {
  const nonce = randomBytes(24);
  const txId = transactionId(nonce, admin.identity);
  const now = Date.now();
  const chaincode = new Writer().string(2, LIFECYCLE);
  const header = {
    channelHeader: writeChannelHeader({
      ...{ type: HEADER_TYPE.ENDORSER_TRANSACTION, version: 0, epoch: 0, channel, txId },
      timestamp: { seconds: Math.floor(now / 1000), nanos: (now % 1000) * 1e6 },
      extension: new Writer().element(2, chaincode).finish(),
    }),
    signatureHeader: writeSignatureHeader(admin.identity, nonce),
  };
  const input = writeInvocation({ chaincode: LIFECYCLE, args: commitArguments(definition) });
  const proposalPayload = withoutTransient(input);
  const [reads, writes] = [definitionReads(definition.name, current), definitionWrites(definition)];
  const sets = [{ namespace: LIFECYCLE, reads, writes, ranges: [] }];
  const result = writeResult({
    proposalHash: proposalHash(header, proposalPayload),
    writeSets: writeWriteSets(sets),
    event: Buffer.alloc(0),
    response: { status: 200, message: '', payload: Buffer.alloc(0) },
    // The version of Fabric's built-in chaincodes.
    chaincode: { name: LIFECYCLE, version: 'syscc' },
  });
  const signature = signLowS(peer.key, endorsementSigned(result, peer.identity));
  const action = { proposalPayload, result, endorsements: [{ endorser: peer.identity, signature }] };
  const payload = writePayload(header, writeTransaction(header.signatureHeader, action)).finish();
  const bytes = writeEnvelope(payload, signLowS(admin.key, payload));
  return { txId, bytes, code: VALIDATION.VALID, sets };
}
