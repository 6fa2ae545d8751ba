import { generateKeyPairSync } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';
import * as block from '@suyuan/block';

import { blocksFrom } from './blocks.js';
import { checkBlocks } from './block-check.js';
import { connectTo, removeFolders, startLedger, text, type Running } from './ledger-client.js';
import { seekStream } from './seek-stream.js';

describe('blocks of the embedded ledger', () => {
  let ledger: Running;
  before(async () => {
    ledger = await startLedger();
  });
  after(async () => {
    await ledger.stop();
    await removeFolders();
  });

  it('begin with a configuration that names one organisation and no consensus', async () => {
    const [genesis] = await blocksFrom(ledger, 0, 1);
    const config = genesis && block.readConfig(genesis);
    expect(config?.channel).to.equal('suyuan');
    expect(config?.consensus).to.equal('solo');
    expect(config?.applicationOrganisations.map((org) => org.mspid)).to.deep.equal(['SuyuanMSP']);
    expect(config?.ordererOrganisations.map((org) => org.mspid)).to.deep.equal(['SuyuanMSP']);
    expect(genesis?.headerHash.toString('hex')).to.equal(ledger.connection.genesis);
    expect(ledger.ledger.genesis).to.equal(ledger.connection.genesis);
  });

  it('define the chaincode in block 1, and every transaction reads its sequence', async () => {
    await ledger.contract.submitTransaction('put', 'a', '1');
    const [definition, put] = await blocksFrom(ledger, 1, 2);
    const keys = definition?.valid[0]?.sets[0]?.writes.map((write) => write.key);
    expect(keys).to.deep.equal([
      'namespaces/fields/suyuan/Collections',
      'namespaces/fields/suyuan/EndorsementInfo',
      'namespaces/fields/suyuan/Sequence',
      'namespaces/fields/suyuan/ValidationInfo',
      'namespaces/metadata/suyuan',
    ]);
    const [lifecycle, own] = put?.valid[0]?.sets ?? [];
    expect(lifecycle?.reads).to.deep.equal([
      { key: 'namespaces/fields/suyuan/Sequence', version: { block: 1, tx: 0 } },
    ]);
    expect(own?.writes).to.deep.equal([{ key: 'a', value: Buffer.from('1') }]);
  });

  it('hold what an auditor recomputes: chain, hashes, signatures, flags', async () => {
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => ledger.contract.submitTransaction('add', `k${i % 7}`, '1')),
    );
    const blocks = await blocksFrom(ledger, 0, ledger.ledger.height);
    const { state, codes } = checkBlocks(blocks);
    expect(new Set(codes)).to.deep.equal(new Set([0, 11]));
    for (let i = 0; i < 7; i++) {
      const value = text(await ledger.contract.evaluateTransaction('get', `k${i}`));
      expect(state.get(`suyuan\0k${i}`)?.value.toString()).to.equal(value);
    }
  });

  it('of more than 4 MiB are delivered', async () => {
    const { height } = ledger.ledger;
    const size = 6 * 1024 * 1024;
    await ledger.contract.submitTransaction('bulk', 'big', String(size));
    const [big] = await blocksFrom(ledger, height, 1);
    expect(big?.envelopes[0]?.length).to.be.above(size);
  });

  it('are delivered live, filtered, and with private data, of which there is none', async () => {
    const { height } = ledger.ledger;
    const startBlock = BigInt(height);
    const whole = await ledger.network.getBlockEvents({ startBlock });
    const filtered = await ledger.network.getFilteredBlockEvents({ startBlock });
    const withPrivate = await ledger.network.getBlockAndPrivateDataEvents({ startBlock });
    const next = [whole, filtered, withPrivate].map((events) => events[Symbol.asyncIterator]().next());
    await ledger.contract.submitTransaction('announce', 'live', 'payload');
    const [block1, filtered1, private1] = (await Promise.all(next)).map(({ value }) => value as unknown);
    const number = (found: unknown) => (found as { getHeader(): { getNumber(): number } }).getHeader().getNumber();
    expect(number(block1)).to.equal(height);
    expect(number((private1 as { getBlock(): unknown }).getBlock())).to.equal(height);
    const flat = JSON.stringify((filtered1 as { toObject(): unknown }).toObject());
    expect(flat).to.contain(`"number":${height}`).and.contain('"eventName":"live"').and.not.contain('payload":"c');
    for (const events of [whole, filtered, withPrivate]) events.close();
  });

  it('stay as they are over a restart, and are delivered again', async () => {
    const before = (await blocksFrom(ledger, 0, ledger.ledger.height)).map((one) => one.headerHash.toString('hex'));
    const { data } = ledger;
    await ledger.stop();
    ledger = await startLedger({ data });
    expect(ledger.ledger.height).to.equal(before.length);
    const after = await blocksFrom(ledger, 0, ledger.ledger.height);
    expect(after.map((one) => one.headerHash.toString('hex'))).to.deep.equal(before);
    expect(text(await ledger.contract.evaluateTransaction('get', 'a'))).to.equal('1');
    await ledger.contract.submitTransaction('put', 'a', '2');
    checkBlocks(await blocksFrom(ledger, 0, ledger.ledger.height));
  });

  it('define a new version of the chaincode, and what was endorsed before is invalid', async () => {
    const pending = await ledger.contract.newProposal('put', { arguments: ['late', '1'] }).endorse();
    const { data } = ledger;
    await ledger.stop();
    ledger = await startLedger({ data, version: '2.0' });
    const late = ledger.gateway.newTransaction(pending.getBytes());
    expect((await (await late.submit()).getStatus()).code).to.equal(11);
    await ledger.contract.submitTransaction('put', 'late', '2');
    const [last] = await blocksFrom(ledger, ledger.ledger.height - 1, 1);
    expect(last?.valid[0]?.result.chaincode).to.deep.equal({ name: 'suyuan', version: '2.0' });
  });

  it('end with UNAVAILABLE for who follows them when the ledger stops', async () => {
    const follower = await connectTo(ledger.ledger.connectionFile);
    const events = await follower.network.getBlockEvents({ startBlock: BigInt(ledger.ledger.height) });
    const next = events[Symbol.asyncIterator]().next();
    const { data } = ledger;
    const ended = next.then(
      () => 0,
      (error: unknown) => (error as { code: number }).code,
    );
    await ledger.stop();
    expect(await ended).to.equal(14);
    follower.close();
    ledger = await startLedger({ data, version: '2.0' });
  });
});

describe('data folders of the embedded ledger', () => {
  after(removeFolders);

  it('are refused for another channel, and without their identities', async () => {
    const first = await startLedger();
    await first.stop();
    const { data } = first;
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await code(startLedger({ data, channel: 'another' }))).to.equal('USAGE');
    await rename(join(data, 'crypto'), join(data, 'moved'));
    expect(await code(startLedger({ data }))).to.equal('DATA_CORRUPT');
    await rename(join(data, 'moved'), join(data, 'crypto'));
    await (await startLedger({ data })).stop();
  });
});

describe('blocks asked for', () => {
  let ledger: Running;
  before(async () => {
    ledger = await startLedger();
  });
  after(async () => {
    await ledger.stop();
    await removeFolders();
  });

  it('one range after the other, on one stream, which ends when the ledger stops', async () => {
    const other = await startLedger();
    const stream = seekStream(other);
    expect(await stream.ask({ start: 0, stop: 1 })).to.deep.equal([0, 1, 'status 200']);
    expect(await stream.ask({ start: 'newest', stop: 'newest' })).to.deep.equal([1, 'status 200']);
    await other.ledger.stop();
    expect(await stream.ended).to.equal(14);
    other.close();
  });

  it('in vain end with the status that a peer gives', async () => {
    expect(await seekStream(ledger).ask({ start: 5, stop: 2 })).to.deep.equal(['status 400']);
    expect(await seekStream(ledger).ask({ start: 9, stop: 9, failIfNotReady: true })).to.deep.equal(['status 404']);
    expect(await seekStream(ledger).ask({ start: 0, stop: 0, channel: 'x' })).to.deep.equal(['status 404']);
    expect(await seekStream(ledger).ask({ start: 0, stop: 0, time: Date.now() - 600_000 })).to.deep.equal([
      'status 400',
    ]);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await seekStream({ ...ledger, key: privateKey }).ask({ start: 0, stop: 0 })).to.deep.equal(['status 403']);
  });
});
