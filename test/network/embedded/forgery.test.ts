import { generateKeyPairSync, createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { GatewayError } from '@hyperledger/fabric-gateway';
import * as block from '@suyuan/block';

import { blocksFrom } from './blocks.js';
import { connectTo, removeFolders, startLedger, text, type LedgerClient, type Running } from './ledger-client.js';
import { endorse, signProposal, submit, type ProposalParts } from './raw-calls.js';

const CRYPTO = join('crypto', 'peerOrganizations', 'suyuan.internal');

async function refusal(promise: Promise<unknown>): Promise<{ code: number; message: string }> {
  try {
    await promise;
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    const details = error instanceof GatewayError ? error.details.map((one) => one.message).join('; ') : '';
    return { code, message: `${message} ${details}` };
  }
  throw new Error('nothing was refused');
}

for (const [name, preparedBytes] of [
  ['remembering what it endorsed', undefined],
  ['judging all as strangers’', 0],
] as const) {
  describe(`forgeries, by a ledger ${name}`, () => {
    let ledger: Running;
    let stranger: LedgerClient;
    before(async () => {
      ledger = await startLedger(preparedBytes === undefined ? {} : { preparedBytes });
      // Another ledger's member: same names, another authority.
      const other = await startLedger();
      const { certificate, key } = other;
      stranger = await connectTo(ledger.ledger.connectionFile, { certificate, key });
      await other.stop();
    });
    after(async () => {
      stranger.close();
      await ledger.stop();
      await removeFolders();
    });

    const put: ProposalParts = { args: ['put', 'forged', '1'] };
    const current = async () => text(await ledger.contract.evaluateTransaction('get', 'forged'));

    /** Submits an altered transaction; what became of it. */
    async function outcome(alter: (payload: Buffer) => Buffer): Promise<number> {
      const { height } = ledger.ledger;
      const payload = alter(await endorse(ledger, signProposal(ledger, put)));
      await submit(ledger, block.writeEnvelope(payload, block.signLowS(ledger.key, payload)));
      const [one] = await blocksFrom(ledger, height, 1);
      return one?.transactions[0]?.validationCode ?? -1;
    }

    /** The payload with its action made anew. */
    function withAction(payload: Buffer, change: (action: block.Action) => block.Action): Buffer {
      const tx = new block.Transaction(0, block.writeEnvelope(payload, Buffer.alloc(1)), 0);
      const { proposalPayload, result, endorsements } = tx.action;
      const action = change({ proposalPayload, result, endorsements });
      return block.writePayload(tx.header, block.writeTransaction(tx.action.header, action)).finish();
    }

    it('a proposal with a bad signature is not endorsed', async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const found = await refusal(endorse(ledger, signProposal(ledger, { ...put, key: privateKey })));
      expect(found.code).to.equal(10);
      expect(found.message).to.match(/access denied: channel \[suyuan\] creator org \[SuyuanMSP\]/);
    });

    it('an unknown creator is neither endorsed, nor evaluated, nor ordered, nor told anything', async () => {
      const { height } = ledger.ledger;
      expect((await refusal(stranger.contract.submitTransaction('put', 'x', '1'))).code).to.equal(10);
      expect((await refusal(stranger.contract.evaluateTransaction('get', 'x'))).code).to.equal(9);
      const payload = await endorse(ledger, signProposal(ledger, put));
      const signed = block.writeEnvelope(payload, block.signLowS(stranger.key, payload));
      const found = await refusal(submit(ledger, signed));
      expect(found.code).to.equal(10);
      expect(found.message).to.match(/status=FORBIDDEN/);
      const events = await stranger.network.getBlockEvents({ startBlock: 0n });
      const first = await events[Symbol.asyncIterator]()
        .next()
        .catch(() => ({ value: undefined as unknown }));
      expect(first.value).to.equal(undefined);
      events.close();
      expect(ledger.ledger.height).to.equal(height);
    });

    it('a creator of another organisation is unknown', async () => {
      const parts = { ...put, mspid: 'OtherMSP' };
      expect((await refusal(endorse(ledger, signProposal(ledger, parts)))).message).to.match(/creator org unknown/);
    });

    for (const minutes of [-10, -2.2, 2.2, 10]) {
      it(`a proposal ${minutes} minutes away is refused`, async () => {
        const parts = { ...put, time: Date.now() + minutes * 60_000 };
        const found = await refusal(endorse(ledger, signProposal(ledger, parts)));
        expect(found.code).to.equal(10);
        expect(found.message).to.match(/incorrect timestamp/);
      });
    }

    for (const seconds of [-110, 60]) {
      it(`a proposal ${seconds} seconds away passes`, async () => {
        await endorse(ledger, signProposal(ledger, { ...put, time: Date.now() + seconds * 1000 }));
      });
    }

    it('a transaction id that is not the hash of nonce and creator is refused', async () => {
      const found = await refusal(endorse(ledger, signProposal(ledger, { ...put, txId: 'a'.repeat(64) })));
      expect(found.message).to.match(/incorrectly computed txid/);
    });

    it('an altered write set is committed as invalid', async () => {
      const code = await outcome((payload) =>
        withAction(payload, (action) => {
          const result = block.readResult(action.result);
          const sets = block.readWriteSets(result.writeSets).map((set) => ({
            ...set,
            writes: set.writes.map(({ key }) => ({ key, value: Buffer.from('stolen') })),
          }));
          return { ...action, result: block.writeResult({ ...result, writeSets: block.writeWriteSets(sets) }) };
        }),
      );
      expect(code).to.equal(block.VALIDATION.ENDORSEMENT_POLICY_FAILURE);
      expect(await current()).to.equal('');
    });

    it('a tampered endorsement is committed as invalid', async () => {
      const code = await outcome((payload) =>
        withAction(payload, (action) => ({
          ...action,
          endorsements: action.endorsements.map(({ endorser }) => ({
            endorser,
            signature: block.signLowS(ledger.key, block.endorsementSigned(action.result, endorser)),
          })),
        })),
      );
      expect(code).to.equal(block.VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('a client that endorses for itself is committed as invalid', async () => {
      const endorser = block.writeIdentity('SuyuanMSP', ledger.certificate);
      const code = await outcome((payload) =>
        withAction(payload, (action) => {
          const signature = block.signLowS(ledger.key, block.endorsementSigned(action.result, endorser));
          return { ...action, endorsements: [{ endorser, signature }] };
        }),
      );
      expect(code).to.equal(block.VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('a transaction without endorsements is committed as invalid', async () => {
      const code = await outcome((payload) => withAction(payload, (action) => ({ ...action, endorsements: [] })));
      expect(code).to.equal(block.VALIDATION.ENDORSEMENT_POLICY_FAILURE);
    });

    it('another input under the same endorsement is committed as invalid', async () => {
      const input = block.writeInvocation({ chaincode: 'suyuan', args: ['get', 'x'].map((arg) => Buffer.from(arg)) });
      const code = await outcome((payload) =>
        withAction(payload, (action) => ({ ...action, proposalPayload: block.withoutTransient(input) })),
      );
      expect(code).to.equal(block.VALIDATION.INVALID_ENDORSER_TRANSACTION);
    });

    it('what a peer endorsed and nobody altered is valid, wherever it was kept', async () => {
      expect(await outcome((payload) => payload)).to.equal(block.VALIDATION.VALID);
      expect(await current()).to.equal('1');
    });

    it('keys are for their owner alone', () => {
      for (const file of ['ca/priv_sk', 'tlsca/priv_sk', 'peers/peer0.suyuan.internal/msp/keystore/priv_sk']) {
        expect(statSync(join(ledger.data, CRYPTO, file)).mode & 0o777).to.equal(0o600);
        createPrivateKey(readFileSync(join(ledger.data, CRYPTO, file)));
      }
    });
  });
}
