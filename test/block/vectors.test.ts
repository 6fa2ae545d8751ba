import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import * as block from '@suyuan/block';

/**
 * Made by Fabric 3.1.5's own packages (protoutil, rwsetutil, txmgr, configtxgen): what is read and written here must be
 * theirs to the byte.
 */
interface Vectors {
  readonly headers: readonly { number: number; previousHash: string; dataHash: string; bytes: string; hash: string }[];
  readonly commit: {
    readonly updates: readonly { namespace: string; key: string; value?: string; block: number; tx: number }[];
    readonly hashes: readonly { codes: string; previous: string; hash: string }[];
  };
  readonly writeSets: string;
  readonly transaction: Readonly<Record<Field, string>>;
  readonly block: {
    readonly bytes: string;
    readonly headerHash: string;
    readonly dataHash: string;
    readonly signed: string;
  };
  readonly genesis: { readonly bytes: string; readonly headerHash: string; readonly txId: string };
}
type Field =
  | ('creator' | 'nonce' | 'txId' | 'channelHeader' | 'signatureHeader' | 'proposalPayload' | 'proposalHash')
  | ('event' | 'result' | 'endorser' | 'envelope');

const file = new URL('../vectors/fabric-formats.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe("block formats against Fabric's own", () => {
  for (const { number, previousHash, dataHash, bytes: der, hash } of vectors.headers) {
    it(`hashes the header of block ${number}`, () => {
      expect(block.headerBytes(number, bytes(previousHash), bytes(dataHash)).toString('hex')).to.equal(der);
      expect(block.headerHash(number, bytes(previousHash), bytes(dataHash)).toString('hex')).to.equal(hash);
    });
  }

  for (const { codes, previous, hash } of vectors.commit.hashes) {
    it(`chains the commit hash over ${codes.length / 2} codes`, () => {
      const updates = vectors.commit.updates.map(({ namespace, key, value, block: number, tx }) => ({
        ...{ namespace, key, version: { block: number, tx } },
        ...(value !== undefined && { value: bytes(value) }),
      }));
      expect(block.commitHash(bytes(codes), updates, bytes(previous)).toString('hex')).to.equal(hash);
    });
  }

  it('reads and writes read and write sets', () => {
    const sets = block.readWriteSets(bytes(vectors.writeSets));
    expect(sets.map((set) => set.namespace)).to.deep.equal(['_lifecycle', 'suyuan']);
    expect(sets[1]).to.deep.equal({
      namespace: 'suyuan',
      reads: [{ key: 'a', version: { block: 300, tx: 2 } }, { key: 'b' }],
      ranges: [
        { start: 'a', end: 'c', exhausted: true, hashed: false, reads: [{ key: 'a', version: { block: 300, tx: 2 } }] },
      ],
      writes: [{ key: 'gone' }, { key: 'z', value: Buffer.from('value') }],
      other: false,
    });
    expect(block.writeWriteSets(sets).toString('hex')).to.equal(vectors.writeSets);
  });

  it('writes a transaction from its parts', () => {
    const { creator, nonce, txId, channelHeader, signatureHeader, proposalPayload, result, endorser } =
      vectors.transaction;
    expect(block.transactionId(bytes(nonce), bytes(creator))).to.equal(txId);
    expect(block.writeSignatureHeader(bytes(creator), bytes(nonce)).toString('hex')).to.equal(signatureHeader);
    const read = block.readChannelHeader(bytes(channelHeader));
    expect(block.writeChannelHeader(read).toString('hex')).to.equal(channelHeader);
    const input = block.writeInvocation({
      chaincode: 'suyuan',
      args: ['capture', '{"v":1}', ''].map((a) => Buffer.from(a)),
    });
    expect(block.withoutTransient(input).toString('hex')).to.equal(proposalPayload);
    const header = { channelHeader: bytes(channelHeader), signatureHeader: bytes(signatureHeader) };
    expect(block.proposalHash(header, bytes(proposalPayload)).toString('hex')).to.equal(
      vectors.transaction.proposalHash,
    );
    expect(block.writeResult(block.readResult(bytes(result))).toString('hex')).to.equal(result);
    const endorsements = [{ endorser: bytes(endorser), signature: Buffer.from('sig') }];
    const action = { proposalPayload: bytes(proposalPayload), result: bytes(result), endorsements };
    const payload = block.writePayload(header, block.writeTransaction(header.signatureHeader, action)).finish();
    expect(block.writeEnvelope(payload, Buffer.from('signature')).toString('hex')).to.equal(
      vectors.transaction.envelope,
    );
  });

  it('reads a transaction down to its leaves', () => {
    const tx = new block.Transaction(0, bytes(vectors.transaction.envelope), 0);
    expect(tx.txId).to.equal(vectors.transaction.txId);
    expect(tx.channel).to.equal('suyuan');
    expect(tx.timestamp).to.deep.equal({ seconds: 1795414334, nanos: 312000000 });
    expect(tx.creator.mspid).to.equal('SuyuanMSP');
    expect(tx.creator.cert.toString()).to.equal('-----BEGIN CERTIFICATE-----\n');
    expect(tx.functionName).to.equal('capture');
    expect(tx.invocation.args.map(String)).to.deep.equal(['capture', '{"v":1}', '']);
    expect(tx.result.response).to.deep.equal({ status: 200, message: '', payload: Buffer.from('ok') });
    expect(tx.result.chaincode).to.deep.equal({ name: 'suyuan', version: '1.0' });
    expect(tx.event).to.deep.include({ chaincode: 'suyuan', name: 'e', payload: Buffer.from('p') });
    expect(block.writeEvent(block.readEvent(bytes(vectors.transaction.event))).toString('hex')).to.equal(
      vectors.transaction.event,
    );
  });

  it('reads a block, with what is no envelope in it, and writes it again', () => {
    const read = block.readBlock(bytes(vectors.block.bytes));
    expect(read.number).to.equal(7);
    expect(read.headerHash.toString('hex')).to.equal(vectors.block.headerHash);
    expect(block.dataHash(read.envelopes).toString('hex')).to.equal(vectors.block.dataHash);
    expect(read.transactions.map((tx) => tx?.validationCode)).to.deep.equal([0, undefined, 9]);
    expect(read.valid.map((tx) => tx.index)).to.deep.equal([0]);
    const calls = [...block.capturesOf(read, 'suyuan')];
    expect(calls.map(({ block: number, transaction, json }) => [number, transaction, json])).to.deep.equal([
      [7, 0, '{"v":1}'],
    ]);
    expect([...block.capturesOf(read, 'another')]).to.deep.equal([]);
    expect(block.writeBlock(read).toString('hex')).to.equal(vectors.block.bytes);
  });

  it("reads what orderers' signatures cover", () => {
    const read = block.readBlock(bytes(vectors.block.bytes));
    const { value, signatures } = block.readMetadata(read.slot(block.SLOT.SIGNATURES));
    const header = signatures[0]?.header ?? Buffer.alloc(0);
    expect(block.blockSigned(value, header, read.headerBytes).toString('hex')).to.equal(vectors.block.signed);
    expect(block.readLastConfig(read.slot(block.SLOT.LAST_CONFIG))).to.equal(5);
    expect(block.ordererMetadata(5).equals(value)).to.equal(true);
  });

  it("reads configtxgen's genesis block", () => {
    const genesis = block.readBlock(bytes(vectors.genesis.bytes));
    expect(genesis.headerHash.toString('hex')).to.equal(vectors.genesis.headerHash);
    expect(block.dataHash(genesis.envelopes).equals(genesis.dataHash)).to.equal(true);
    const config = block.readConfig(genesis);
    expect(config?.channel).to.equal('suyuan');
    expect(config?.consensus).to.equal('etcdraft');
    expect(config?.absoluteMaxBytes).to.equal(10 * 1024 * 1024);
    expect(config?.applicationOrganisations.map((org) => org.mspid)).to.deep.equal(['SuyuanMSP']);
    expect(config?.ordererOrganisations[0]?.roots[0]?.toString()).to.match(/^-----BEGIN CERTIFICATE/);
    expect(genesis.transactions[0]?.txId).to.equal(vectors.genesis.txId);
  });
});
