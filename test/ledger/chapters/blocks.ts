import { expect } from 'chai';
import { dataHash, headerHash, readBlock, readConfig, SLOT, writeBlock, type Block } from '@suyuan/block';
import { keys, readEntryRef, type LedgerRecord } from '@suyuan/domain';
import { auditBlocks } from '../../support/audit.js';
import { unbalanced } from '../../support/conservation.js';
import { rebuild } from '../../support/oracle.js';
import { take, type Market } from '../market.js';

/** What stands in the blocks: by it anyone can check the ledger without trusting it. Told of all that came before. */
export function blocks(market: () => Market): void {
  describe('its blocks', () => {
    it('begin with the configuration of the channel', async () => {
      const { under, access } = market();
      const [genesis] = await market().blocks();
      const config = genesis && readConfig(genesis);
      expect(config).to.include({ channel: access.connection.channel, consensus: under.features.consensus });
      expect(config?.applicationOrganisations).to.have.lengthOf(under.features.organisations);
      expect(config?.applicationOrganisations.map(({ mspid }) => mspid)).to.include(access.connection.mspId);
    });

    it('are a chain, signed by orderers, creators and endorsers, and flag what they hold rightly', async () => {
      const { under, access } = market();
      const { commitHashes, consenters } = under.features;
      const options = { chaincode: access.connection.chaincode, commitHashes, ...(consenters && { consenters }) };
      expect(auditBlocks(await market().blocks(), options)).to.deep.equal([]);
    });

    it('show where they were changed', async () => {
      const { under, access } = market();
      const all = await market().blocks();
      const number = all.findIndex(({ valid }) => valid.some((tx) => tx.isEndorser && tx.functionName === 'capture'));
      const block = all[number] ?? expect.fail('no capture');
      const envelopes = block.envelopes.map((bytes) => Buffer.from(bytes));
      const at = envelopes[0]?.indexOf('eyJ') ?? -1;
      envelopes[0]?.writeUInt8('f'.charCodeAt(0), at);
      const forged = readBlock(
        writeBlock({ number, previousHash: block.previousHash, envelopes, metadata: block.metadata }),
      );
      expect(headerHash(number, block.previousHash, dataHash(envelopes))).to.not.deep.equal(block.headerHash);
      const { commitHashes, consenters } = under.features;
      const options = { chaincode: access.connection.chaincode, commitHashes, ...(consenters && { consenters }) };
      const findings = auditBlocks([...all.slice(0, number), forged, ...all.slice(number + 1)], options).join('\n');
      expect(findings).to.include('good signatures of orderers');
      expect(findings).to.include("creator's signature");
      expect(findings).to.include(`block ${number + 1}: names another block before it`);
    });

    it('hold a bundle packed, and a document alone as it is', async () => {
      const captures = (await market().blocks()).flatMap(({ valid }) =>
        valid.filter((tx) => tx.isEndorser && tx.functionName === 'capture'),
      );
      const arguments_ = captures.map((tx) => tx.invocation.args[1] ?? Buffer.alloc(0));
      const packed = arguments_.filter((bytes) => bytes[0] === 0x78);
      const plain = arguments_.filter((bytes) => bytes[0] === 0x7b);
      expect(packed).to.not.have.lengthOf(0);
      expect(plain).to.not.have.lengthOf(0);
      expect(packed.length + plain.length).to.equal(arguments_.length);
    });

    it('come to exactly the state, by the rules and by their write sets', async () => {
      const m = market();
      const { chaincode } = m.access.connection;
      const rebuilt = rebuild(await m.blocks(), { chaincode, aud: m.aud, root: m.regulator.thumbprint });
      expect(rebuilt.findings).to.deep.equal([]);
      // It marks its own end: the oracle looked a moment earlier.
      const written = await m.keys();
      const now = rebuild(await m.blocks(), { chaincode, aud: m.aud, root: m.regulator.thumbprint });
      const state = await m.state(written);
      for (const key of written) expect(state.get(key), key).to.equal(now.state.get(key));
      expect(unbalanced(now)).to.deep.equal([]);
      const twice = [...now.documents].filter(([, places]) => places.length > 1);
      expect(twice).to.deep.equal([]);
    });

    it('do not come to the state where one is left out, or a quantity is another', async () => {
      const m = market();
      const options = { chaincode: m.access.connection.chaincode, aud: m.aud, root: m.regulator.thumbprint };
      const all = await m.blocks();
      const whole = rebuild(all, options);
      const { by } = (await m.get<LedgerRecord>(keys.ledger())) ?? { by: '' };
      const [place] = whole.documents.get(readEntryRef(by).document) ?? [];
      const lacking = rebuild(
        all.filter(({ number }) => number !== place?.block),
        options,
      );
      expect(lacking.findings).to.not.deep.equal([]);
      const holding = [...whole.state].find(([key]) => key.startsWith('holding/')) ?? expect.fail('no holding');
      const more = holding[1].replace(/"quantity":"/, '"quantity":"1');
      expect(unbalanced({ read: whole.read, state: new Map([...whole.state, [holding[0], more]]) })).to.have.lengthOf(
        1,
      );
    });

    it('are delivered from any number on, and as they come', async () => {
      const m = market();
      const all = await m.bytes();
      for (const from of [0, 1, Math.floor(all.length / 2), all.length - 1]) {
        const walked = await take(m.other.ledger, from, all.length - from);
        const known = all.slice(from).map((bytes) => agreed(readBlock(bytes)));
        expect(walked.map((bytes) => agreed(readBlock(bytes)))).to.deep.equal(known);
      }
      const coming = take(m.other.ledger, all.length, 2);
      const first = await m.mark();
      await m.mark();
      const [next] = (await coming).map(readBlock);
      expect(next?.number).to.equal(first.block);
      expect(next?.valid.map(({ txId }) => txId)).to.include(first.txId);
    });
  });
}

/** What is the same at every peer: each has its blocks from another orderer, with that one's signatures. */
function agreed(block: Block): string {
  const parts = [block.headerHash, block.validationCodes, block.slot(SLOT.COMMIT_HASH)];
  return parts.map((bytes) => bytes.toString('hex')).join();
}
