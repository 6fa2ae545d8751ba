import * as crypto from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import { connect, signers } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { readBlock } from '@suyuan/block';
import { captureOf, stamped, writeSetsOf } from '../raw.js';
import { seconds, type Market } from '../market.js';

/** Calls past our own client: Fabric's stock one, used as its documentation says. */
export function plainClient(market: () => Market): void {
  describe('a plain Fabric client', () => {
    it('submits, evaluates and reads blocks', async () => {
      const m = market();
      const { endpoint, hostnameOverride, tlsCa, mspId, certificate, privateKey, channel, chaincode } =
        m.access.connection;
      const document = m.sign(m.producer, 'events', [m.shipping(await m.lot('100'), '10')]);

      const client = new grpc.Client(endpoint, grpc.credentials.createSsl(Buffer.from(tlsCa)), {
        ...(hostnameOverride !== undefined && { 'grpc.ssl_target_name_override': hostnameOverride }),
      });
      const gateway = connect({
        client,
        identity: { mspId, credentials: Buffer.from(certificate) },
        signer: signers.newPrivateKeySigner(crypto.createPrivateKey(privateKey)),
      });
      try {
        const network = gateway.getNetwork(channel);
        const contract = network.getContract(chaincode);
        const capture = JSON.stringify({ v: 1, documents: [document] });
        const report = await contract.evaluateTransaction('check', capture);
        expect(JSON.parse(Buffer.from(report).toString())).to.have.nested.property('documents[0].errors').that.is.empty;
        const commit = await contract.submitAsync('capture', { arguments: [capture] });
        const status = await commit.getStatus();
        expect(status.successful).to.equal(true);
        // What the document led to: a gateway that names it next time spares a round of reads (design note 006).
        expect(JSON.parse(Buffer.from(commit.getResult()).toString())).to.include('category/agri');
        const events = await network.getBlockEvents({ startBlock: status.blockNumber });
        for await (const block of events) {
          const ids = readBlock(block.serializeBinary()).valid.map(({ txId }) => txId);
          expect(ids).to.include(commit.getTransactionId());
          break;
        }
        events.close();
        const filtered = await network.getFilteredBlockEvents({ startBlock: 0n });
        for await (const block of filtered) {
          expect(block.getChannelId()).to.equal(channel);
          break;
        }
        filtered.close();
      } finally {
        gateway.close();
        client.close();
      }
    });

    it('names the contract or not', async () => {
      const { network, connection } = market().access;
      const named = network.getContract(connection.chaincode, 'trace');
      expect(Buffer.from(await named.evaluateTransaction('state', '["ledger"]')).toString()).to.include(market().aud);
    });

    it('writes nothing by evaluating, even a capture', async () => {
      const m = market();
      const lot = await m.lot('100');
      const capture = captureOf([m.sign(m.producer, 'events', [m.shipping(lot, '10')])]);
      const watched = await m.keys();
      const before = await m.state(watched);
      const { block } = await m.mark();
      for (const call of ['check', 'capture', 'check']) await m.access.contract.evaluateTransaction(call, capture);
      // An endorsement that nobody submits is no more than that.
      await m.access.contract.newProposal('capture', { arguments: [capture] }).endorse();
      expect((await m.mark()).block).to.equal(block + 1);
      expect([...(await m.state(watched))]).to.deep.equal([...before]);
    });

    it('gets the same read and write sets for the same bundle at the same time', async () => {
      const m = market();
      const lots = await Promise.all(Array.from({ length: 5 }, () => m.lot('100', m.newLot())));
      const ref = await m.shipped(lots[0] ?? '', '10');
      const documents = [
        ...lots.map((lot) => m.sign(m.producer, 'events', [m.shipping(lot, '3'), m.shipping(lot, '4')])),
        m.sign(m.distributor, 'events', [m.receiving(ref, lots[0] ?? '', '9')]),
        m.sign(m.producer, 'certificate', [m.compliance(m.newLot())]),
      ];
      const time = new Date(seconds() * 1000);
      const endorse = async (access: Market['access']) => {
        const transaction = await stamped(access, 'capture', captureOf(documents), time).endorse();
        return transaction.getBytes();
      };
      const all = [await endorse(m.access), await endorse(m.access), await endorse(m.other)];
      const [first, ...others] = all.map(writeSetsOf);
      expect(first?.length).to.be.greaterThan(2000);
      for (const other of others) expect(other.equals(first ?? Buffer.alloc(0))).to.equal(true);
    });
  });
}
