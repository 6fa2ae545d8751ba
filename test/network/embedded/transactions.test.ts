import { expect } from 'chai';
import { CommitError, EndorseError, GatewayError } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import type { EmbeddedOptions } from '@suyuan/embedded';

import { blocksFrom } from './blocks.js';
import { contracts, KV_CONTRACT, removeFolders, startLedger, text, type Running } from './ledger-client.js';

async function failure(promise: Promise<unknown>): Promise<GatewayError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

suite('its contracts in a thread of their own', KV_CONTRACT);
suite('its contracts in its own thread', contracts);

function suite(where: string, contracts: EmbeddedOptions['contracts']): void {
  describe(`embedded ledger, ${where}, through a stock Fabric Gateway client`, () => testsOf(contracts));
}

function testsOf(contracts: EmbeddedOptions['contracts']): void {
  let ledger: Running;
  before(async () => {
    ledger = await startLedger({ contracts });
  });
  after(async () => {
    await ledger.stop();
    await removeFolders();
  });

  const evaluate = async (...[name, ...args]: [string, ...string[]]) =>
    text(await ledger.contract.evaluateTransaction(name, ...args));

  it('commits what it acknowledges and reads it back', async () => {
    expect(text(await ledger.contract.submitTransaction('put', 'a', '1'))).to.equal('');
    expect(await evaluate('get', 'a')).to.equal('1');
    await ledger.contract.submitTransaction('remove', 'a');
    expect(await evaluate('get', 'a')).to.equal('');
  });

  it('tells how many blocks it has, as every peer does', async () => {
    const { height } = ledger.ledger;
    const qscc = ledger.network.getContract('qscc');
    const info = common.BlockchainInfo.deserializeBinary(await qscc.evaluateTransaction('GetChainInfo', 'suyuan'));
    const [before, newest] = await blocksFrom(ledger, height - 2, 2);
    expect(info.getHeight()).to.equal(height);
    expect(Buffer.from(info.getCurrentblockhash_asU8()).toString('hex')).to.equal(newest?.headerHash.toString('hex'));
    expect(Buffer.from(info.getPreviousblockhash_asU8()).toString('hex')).to.equal(before?.headerHash.toString('hex'));
    const other = await failure(qscc.evaluateTransaction('GetChainInfo', 'other'));
    expect(other.details[0]?.message).to.equal('chaincode response 500, Invalid chain ID, other');
    const unknown = await failure(qscc.evaluateTransaction('GetWeather', 'suyuan'));
    expect(unknown.details[0]?.message).to.equal('chaincode response 500, Requested function GetWeather not found.');
  });

  it('orders nothing that was only evaluated', async () => {
    const { height } = ledger.ledger;
    await evaluate('put', 'ghost', '1');
    expect(await evaluate('get', 'ghost')).to.equal('');
    expect(ledger.ledger.height).to.equal(height);
  });

  it('shows a contract committed state only, never its own writes', async () => {
    expect(text(await ledger.contract.submitTransaction('own', 'mine'))).to.equal('');
    expect(await evaluate('get', 'mine')).to.equal('mine');
  });

  it('takes and gives many keys at once', async () => {
    const entries = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`many/${i}`, String(i)]));
    await ledger.contract.submitTransaction('many', JSON.stringify(entries));
    const found = JSON.parse(await evaluate('many', JSON.stringify(entries))) as string[];
    expect(found).to.deep.equal(Object.values(entries));
  });

  it('tells a contract who calls, when, and what is transient', async () => {
    const proposal = ledger.contract.newProposal('call', { transientData: { secret: 'hidden' } });
    const call = JSON.parse(text(await proposal.evaluate())) as Record<string, unknown>;
    expect(call).to.deep.include({ channel: 'suyuan', mspid: 'SuyuanMSP', txId: proposal.getTransactionId() });
    expect(Math.abs(Number(call['seconds']) - Date.now() / 1000)).to.be.below(5);
    expect(call['transient']).to.deep.equal({ secret: 'hidden' });
  });

  it('keeps transient data out of the block', async () => {
    const { height } = ledger.ledger;
    const options = { arguments: ['transient', '1'], transientData: { secret: 'hidden' } };
    await (await (await ledger.contract.newProposal('put', options).endorse()).submit()).getStatus();
    const [block] = await blocksFrom(ledger, height, 1);
    expect(block?.valid).to.have.length(1);
    expect(block?.envelopes[0]?.includes('hidden')).to.equal(false);
  });

  it('refuses with the chaincode’s words, in a detail that names the peer', async () => {
    const endorsed = await failure(ledger.contract.submitTransaction('fail', 'NOT_HOLDER'));
    expect(endorsed).to.be.instanceOf(EndorseError);
    expect(endorsed.code).to.equal(10);
    expect(endorsed.details).to.deep.equal([
      { address: 'peer0.suyuan.internal', mspId: 'SuyuanMSP', message: 'chaincode response 500, NOT_HOLDER' },
    ]);
    const evaluated = await failure(ledger.contract.evaluateTransaction('fail', 'NOT_HOLDER'));
    expect(evaluated.code).to.equal(2);
    expect(evaluated.details[0]?.message).to.equal('chaincode response 500, NOT_HOLDER');
  });

  it('cuts an error text that would hang the connection', async () => {
    const error = await failure(ledger.contract.submitTransaction('fail', 'x'.repeat(100_000)));
    expect(error.details[0]?.message).to.have.length.within(8000, 8300);
    expect(await evaluate('get', 'mine')).to.equal('mine');
  });

  it('refuses functions that are not there, and wrong numbers of arguments', async () => {
    expect((await failure(ledger.contract.evaluateTransaction('nothing'))).details[0]?.message).to.match(/nothing/);
    const few = await failure(ledger.contract.submitTransaction('put', 'a'));
    expect(few.details[0]?.message).to.match(/Expected 2 parameters, but 1 have been supplied/);
  });

  it('refuses keys that a peer would not take', async () => {
    expect((await failure(ledger.contract.submitTransaction('emptyKey'))).details[0]?.message).to.match(/empty string/);
    expect((await failure(ledger.contract.submitTransaction('nullKey'))).details[0]?.message).to.match(
      /null character/,
    );
  });

  it('knows no other channel and no other chaincode', async () => {
    const other = ledger.network.getContract('other');
    expect((await failure(other.submitTransaction('put', 'a', '1'))).code).to.equal(9);
    expect((await failure(other.evaluateTransaction('get', 'a'))).code).to.equal(9);
    const elsewhere = ledger.gateway.getNetwork('elsewhere').getContract('suyuan');
    expect((await failure(elsewhere.evaluateTransaction('get', 'a'))).code).to.equal(9);
  });

  it('lets one of two racing transactions win', async () => {
    await ledger.contract.submitTransaction('put', 'stock', '10');
    const endorse = () => ledger.contract.newProposal('add', { arguments: ['stock', '-10'] }).endorse();
    const both = await Promise.all([endorse(), endorse()]);
    const statuses = await Promise.all(both.map(async (tx) => (await tx.submit()).getStatus()));
    expect(statuses.map(({ code }) => code).sort((a, b) => a - b)).to.deep.equal([0, 11]);
    expect(await evaluate('get', 'stock')).to.equal('0');
    const late = await endorse();
    await ledger.contract.submitTransaction('put', 'stock', '5');
    expect((await (await late.submit()).getStatus()).code).to.equal(11);
    expect(await evaluate('get', 'stock')).to.equal('5');
  });

  it('counts every one of many increments exactly once', async () => {
    const rounds = Array.from({ length: 12 }, async () => {
      for (;;) {
        try {
          await ledger.contract.submitTransaction('add', 'counter', '1');
          return;
        } catch (error) {
          if (!(error instanceof CommitError)) throw error;
        }
      }
    });
    await Promise.all(rounds);
    expect(await evaluate('get', 'counter')).to.equal('12');
  });

  it('finds a phantom in a range that was walked', async () => {
    await ledger.contract.submitTransaction('put', 'range/b', '1');
    const tx = await ledger.contract.newProposal('range', { arguments: ['range/a', 'range/z', 'found'] }).endorse();
    expect(text(tx.getResult())).to.equal('range/b ');
    await ledger.contract.submitTransaction('put', 'range/c', '1');
    expect((await (await tx.submit()).getStatus()).code).to.equal(12);
    await ledger.contract.submitTransaction('range', 'range/a', 'range/z', 'found');
    expect(await evaluate('get', 'found')).to.equal('range/b range/c ');
  });

  it('keeps composite keys apart from simple ones', async () => {
    await ledger.contract.submitTransaction('composite', 'lot', 'one', '1');
    expect(await evaluate('composite', 'lot', 'two', '2')).to.equal('1 ');
    expect(await evaluate('range', '', 'a', '')).to.equal('');
  });

  it('announces events of valid transactions, from any block on', async () => {
    const { height } = ledger.ledger;
    await ledger.contract.submitTransaction('announce', 'hello', 'world');
    const events = await ledger.network.getChaincodeEvents('suyuan', { startBlock: BigInt(height) });
    for await (const { eventName, payload, blockNumber } of events) {
      expect([eventName, text(payload), Number(blockNumber)]).to.deep.equal(['hello', 'world', height]);
      break;
    }
    events.close();
  });

  it('refuses the same transaction a second time', async () => {
    const tx = await ledger.contract.newProposal('put', { arguments: ['once', '1'] }).endorse();
    const { height } = ledger.ledger;
    const first = await tx.submit();
    await first.getStatus();
    await tx.submit();
    await ledger.contract.submitTransaction('put', 'after', '1');
    const blocks = await blocksFrom(ledger, height, ledger.ledger.height - height);
    const codes = blocks.flatMap((block) => block.transactions.map((one) => [one?.txId, one?.validationCode]));
    expect(codes.filter(([txId]) => txId === tx.getTransactionId())).to.deep.equal([
      [tx.getTransactionId(), 0],
      [tx.getTransactionId(), 9],
    ]);
    expect((await first.getStatus()).code).to.equal(0);
  });
}
