import type { Transaction } from '@hyperledger/fabric-gateway';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import {
  endorsementSigned,
  readResult,
  readWriteSets,
  VALIDATION,
  validationName,
  writeResult,
  writeWriteSets,
} from '@suyuan/block';
import { keys } from '@suyuan/domain';
import { idOf, type Market } from '../market.js';
import { altered, endorsedShipment, type Parts } from '../raw.js';
import { makeStranger, type Stranger } from '../stranger.js';
import { Watcher } from '../watcher.js';

/**
 * Past the gateway, what is signed by a member and ordered, and is wrong: every peer commits it as invalid, by Fabric's
 * own rules. It changes no state, no organisation's gateway takes anything of it into its index, and each counts it.
 */
export function wrongTransactions(market: () => Market): void {
  describe('a transaction is committed as invalid', () => {
    let watchers: Watcher[];
    let stranger: Stranger;

    before(async () => {
      watchers = await Watcher.all(market().under);
      stranger = await makeStranger(market().access);
    });

    after(async () => {
      stranger.close();
      await Promise.all(watchers.map((watcher) => watcher.close()));
    });

    const seen = (block: number) => Promise.all(watchers.map((watcher) => watcher.reaches(block)));
    const contents = () => Promise.all(watchers.map((watcher) => watcher.content()));
    const counts = () => Promise.all(watchers.map((watcher) => watcher.invalid()));

    /** Hands in what is made of an endorsed shipment: its flag in the block. Nothing of it may take effect. */
    async function flagOf(
      change: (transaction: Transaction) => Uint8Array | Promise<Uint8Array>,
      endorsers?: readonly string[],
    ): Promise<number> {
      const m = market();
      const { lot, document, transaction } = await endorsedShipment(m, endorsers);
      const watched = await m.keys();
      await seen((await m.mark()).block);
      const [state, content, counted] = [await m.state(watched), await contents(), await counts()];

      const commit = await m.access.gateway.newTransaction(await change(transaction)).submit();
      const { code, successful, blockNumber } = await commit.getStatus();
      expect(successful).to.equal(false);
      await seen(Number(blockNumber));
      expect([...(await m.state(watched))]).to.deep.equal([...state]);
      expect(await m.get(keys.shipment(idOf(document), 0))).to.equal(undefined);
      expect(await contents()).to.deep.equal(content);
      const name = validationName(code);
      const more = counted.map((each) => ({ ...each, [name]: (each[name] ?? 0) + 1 }));
      expect(await counts()).to.deep.equal(more);

      // What it carried is as good as ever: nothing stands in its way.
      await m.record(document);
      expect(await m.get(keys.holding(m.producer.id, lot))).to.include({ quantity: '90' });
      return code;
    }

    const changed = (change: (parts: Parts) => void) =>
      flagOf((transaction) => altered(transaction, change).serializeBinary());

    it('that no majority of the organisations endorsed: nobody, one alone, half of them', async () => {
      const nobody = await changed(({ endorsed }) => endorsed.setEndorsementsList([]));
      expect(nobody).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
      const mspids = watchers.map(({ mspId }) => mspId);
      // Where there is but one organisation, it is the majority.
      for (let count = 1; count <= mspids.length / 2; count++) {
        const code = await flagOf((transaction) => transaction.getBytes(), mspids.slice(0, count));
        expect(code, `${count} of ${mspids.length}`).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
      }
    });

    it('whose endorsements were changed', async () => {
      const code = await changed(({ endorsed }) => {
        for (const endorsement of endorsed.getEndorsementsList()) {
          const signature = Buffer.from(endorsement.getSignature_asU8());
          const last = signature.length - 1;
          signature.writeUInt8(signature.readUInt8(last) ^ 1, last);
          endorsement.setSignature(signature);
        }
      });
      expect(code).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('that a client endorsed, though its signature is good', async () => {
      const code = await changed(({ endorsed, header }) => {
        const { creator } = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()).toObject();
        for (const endorsement of endorsed.getEndorsementsList()) endorsement.setEndorser(creator);
      });
      expect(code).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('that somebody unknown endorsed in the place of one who had to', async () => {
      const identity = new msp.SerializedIdentity();
      identity.setMspid(stranger.identity.mspId);
      identity.setIdBytes(stranger.identity.credentials);
      const endorser = identity.serializeBinary();
      const endorse = async (result: Uint8Array) => {
        const endorsement = new peer.Endorsement();
        endorsement.setEndorser(endorser);
        endorsement.setSignature(await stranger.sign(endorsementSigned(Buffer.from(result), Buffer.from(endorser))));
        return endorsement;
      };
      const m = market();
      const code = await flagOf(async (transaction) => {
        // The result is what it was: only who vouches for it is another.
        let result: Uint8Array = new Uint8Array();
        altered(transaction, ({ endorsed }) => (result = endorsed.getProposalResponsePayload_asU8()));
        const forged = await endorse(result);
        const prepared = altered(transaction, ({ endorsed }) => {
          const [, ...others] = endorsed.getEndorsementsList();
          expect(others.length).to.equal(Math.floor(m.under.features.organisations / 2));
          endorsed.setEndorsementsList([forged, ...others]);
        });
        return prepared.serializeBinary();
      });
      expect(code).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('whose write set was changed after it was endorsed', async () => {
      const { chaincode } = market().access.connection;
      const code = await changed(({ endorsed }) => {
        const result = readResult(endorsed.getProposalResponsePayload_asU8());
        const sets = readWriteSets(result.writeSets).map((set) => {
          const richer = (value: Buffer) =>
            Buffer.from(value.toString().replace('"quantity":"90"', '"quantity":"9000"'));
          const writes = set.writes.map(({ key, value }) => ({ key, ...(value && { value: richer(value) }) }));
          return set.namespace === chaincode ? { ...set, writes } : set;
        });
        const forged = writeResult({ ...result, writeSets: writeWriteSets(sets) });
        expect(forged.includes('9000')).to.equal(true);
        endorsed.setProposalResponsePayload(forged);
      });
      expect(code).to.equal(VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('that carries another call than the one endorsed', async () => {
      const code = await changed(({ action }) => {
        const payload = Buffer.from(action.getChaincodeProposalPayload_asU8());
        const at = payload.indexOf('"jws":"') + 20;
        payload.writeUInt8(payload.readUInt8(at) ^ 1, at);
        action.setChaincodeProposalPayload(payload);
      });
      expect(code).to.equal(VALIDATION.INVALID_ENDORSER_TRANSACTION);
    });
  });
}
