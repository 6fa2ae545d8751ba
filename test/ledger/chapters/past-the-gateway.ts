import { deflateSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import { EndorseError, GatewayError } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { transactionId, VALIDATION } from '@suyuan/block';
import { keys } from '@suyuan/domain';
import { seconds, type Market } from '../market.js';
import { altered, captureOf, endorsedShipment, stamped } from '../raw.js';
import { makeStranger } from '../stranger.js';

const MINUTE = 60_000;

/** What no gateway of ours sends, and the ledger itself refuses: nothing of it reaches a block. */
export function pastTheGateway(market: () => Market): void {
  describe('past the gateway', () => {
    const endorsed = () => endorsedShipment(market());

    it('the same transaction handed in twice counts once', async () => {
      const m = market();
      const { lot, transaction } = await endorsed();
      const first = await transaction.submit();
      expect(await first.getStatus()).to.include({ code: VALIDATION.VALID });
      // BFT orderers that remember it refuse it; any other ordering carries it, and it counts for nothing.
      const bft = m.under.features.consensus === 'BFT';
      const again = m.access.gateway.newTransaction(transaction.getBytes()).submit();
      await again.catch((error: unknown) => {
        if (!bft || !(error instanceof GatewayError)) throw error;
      });
      await m.mark();
      expect(await m.get(keys.holding(m.producer.id, lot))).to.include({ quantity: '90' });
      expect(await first.getStatus()).to.include({ code: VALIDATION.VALID });
      const all = (await m.blocks()).flatMap(({ transactions }) => transactions);
      const codes = all.filter((tx) => tx?.txId === transaction.getTransactionId()).map((tx) => tx?.validationCode);
      const refused = bft && codes.length === 1;
      expect(codes).to.deep.equal([VALIDATION.VALID, ...(refused ? [] : [VALIDATION.DUPLICATE_TXID])]);
    });

    it('a transaction whose creator did not sign it is never ordered', async () => {
      const m = market();
      const { transaction } = await endorsed();
      const signature = Buffer.from('3006020101020101', 'hex');
      const unsigned = m.access.gateway.newSignedTransaction(transaction.getBytes(), signature);
      await rejects(unsigned.submit(), GatewayError);
      await neverOrdered(transaction.getTransactionId());
    });

    it('an unknown creator is not endorsed, and never ordered', async () => {
      const m = market();
      const stranger = await makeStranger(m.access);
      try {
        const document = m.sign(m.producer, 'events', [m.shipping(await m.lot('100'), '10')]);
        const { channel, chaincode } = m.access.connection;
        const contract = stranger.gateway.getNetwork(channel).getContract(chaincode);
        await rejects(contract.newProposal('capture', { arguments: [captureOf([document])] }).endorse(), EndorseError);
        await rejects(contract.evaluateTransaction('check', captureOf([document])), GatewayError);

        const identity = new msp.SerializedIdentity();
        identity.setMspid(stranger.identity.mspId);
        identity.setIdBytes(stranger.identity.credentials);
        const creator = identity.serializeBinary();
        const { transaction } = await endorsed();
        const prepared = altered(transaction, ({ header }) => takeOver(header, creator));
        const txId = transactionIdOf(prepared, creator);
        prepared.setTransactionId(txId);
        await rejects(stranger.gateway.newTransaction(prepared.serializeBinary()).submit(), GatewayError);
        await neverOrdered(txId);
      } finally {
        stranger.close();
      }
    });

    it('a transaction stamped ten minutes ago, or ahead, is refused', async () => {
      const m = market();
      const lot = await m.lot('100');
      const capture = captureOf([m.sign(m.producer, 'events', [m.shipping(lot, '10')], { iat: seconds() - 3600 })]);
      for (const minutes of [-10, 10]) {
        const time = new Date(Date.now() + minutes * MINUTE);
        const endorsing = await rejects(stamped(m.access, 'capture', capture, time).endorse(), EndorseError);
        expect(endorsing.code).to.equal(status.ABORTED);
        expect(endorsing.details.map(({ message }) => message).join()).to.match(/timestamp/);
        const evaluating = await rejects(stamped(m.access, 'check', capture, time).evaluate(), GatewayError);
        expect(evaluating.code).to.equal(status.UNAVAILABLE);
      }
      // A minute is within what clocks may differ by. Ahead: the keys are younger than a minute here.
      const minute = await stamped(m.access, 'capture', capture, new Date(Date.now() + MINUTE)).endorse();
      const { successful } = await (await minute.submit()).getStatus();
      expect(successful).to.equal(true);
    });

    it('what is called with another number of arguments, or by another name, is not endorsed', async () => {
      const { contract } = market().access;
      for (const [name, ...all] of [['capture'], ['capture', '{}', '{}'], ['nothing', '{}'], ['capture', 'no JSON']]) {
        const proposal = contract.newProposal(name ?? '', { arguments: all });
        await rejects(proposal.endorse(), EndorseError);
      }
    });

    it('what is packed wrongly, or holds more than it may, is not endorsed', async () => {
      const { contract } = market().access;
      const whole = deflateSync(JSON.stringify({ v: 1, documents: [] }));
      for (const argument of [whole.subarray(0, -5), Buffer.from('x'), deflateSync(Buffer.alloc(33 * 1024 * 1024))]) {
        const refused = await rejects(
          contract.newProposal('check', { arguments: [argument] }).evaluate(),
          GatewayError,
        );
        expect(refused.details.map(({ message }) => message).join()).to.match(/CAPTURE_INVALID.*zlib/);
      }
    });

    it('of another version, or with what no contract here knows, is not endorsed', async () => {
      const { contract } = market().access;
      const documents = [{ jws: 'a', entries: [] }];
      const arguments_: [object, RegExp][] = [
        [{ documents }, /CAPTURE_INVALID/],
        [{ v: 2, documents }, /CAPTURE_INVALID/],
        [{ v: '1', documents }, /CAPTURE_INVALID/],
        [{ v: 1, documents, later: true }, /CAPTURE_INVALID/],
        [{ v: 1, documents: [{ ...documents[0], later: true }] }, /DOCUMENT_INVALID/],
      ];
      for (const [argument, code] of arguments_) {
        const asked = contract.newProposal('check', { arguments: [JSON.stringify(argument)] });
        const refused = await rejects(asked.evaluate(), GatewayError);
        expect(refused.details.map(({ message }) => message).join()).to.match(code);
      }
    });

    async function neverOrdered(txId: string): Promise<void> {
      const bytes = await market().bytes();
      expect(txId).to.have.lengthOf(64);
      expect(bytes.findIndex((block) => block.includes(txId))).to.equal(-1);
    }
  });
}

/** The error of a class that it must fail with. */
async function rejects<E extends Error>(
  call: Promise<unknown>,
  type: abstract new (...args: never[]) => E,
): Promise<E> {
  try {
    await call;
  } catch (error) {
    if (error instanceof type) return error;
    throw error;
  }
  return expect.fail(`no ${type.name}`);
}

/** The header as another creator's own: its transaction id follows from the nonce. */
function takeOver(header: common.Header, creator: Uint8Array): void {
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  signatureHeader.setCreator(creator);
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  channelHeader.setTxId(transactionId(signatureHeader.getNonce_asU8(), creator));
  header.setChannelHeader(channelHeader.serializeBinary());
}

function transactionIdOf(prepared: messages.PreparedTransaction, creator: Uint8Array): string {
  const payload = common.Payload.deserializeBinary(prepared.getEnvelope()?.getPayload_asU8() ?? new Uint8Array());
  const header = common.SignatureHeader.deserializeBinary(payload.getHeader()?.getSignatureHeader_asU8() ?? creator);
  return transactionId(header.getNonce_asU8(), creator);
}
