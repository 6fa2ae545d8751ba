import { expect } from 'chai';
import { VALIDATION } from '@suyuan/block';
import { BUYER, Chain, eventOf, idOf, KID, LOT, makeDocument, PRODUCER } from './blocks.js';
import { scratchIndex } from './scratch-index.js';

describe('index: from a block to what is asked', () => {
  const index = scratchIndex();

  it('knows the ledger from its genesis block', async () => {
    await index.apply(new Chain());
    expect(index.store.height).to.equal(1);
    expect(index.store.info).to.include({ channel: 'suyuan', network: 'embedded' });
    expect(index.store.info?.aud).to.equal(`urn:suyuan:ledger:suyuan:${index.store.info?.genesis}`);
  });

  it('keeps each document and where it stands', async () => {
    const chain = new Chain();
    const [one, two] = [makeDocument('events', [eventOf()]), makeDocument('events', [eventOf(), eventOf()])];
    chain.add({ documents: [one, two], time: 1_795_000_777 });
    await index.apply(chain);
    await index.store.read(async (view) => {
      expect(await view.document(idOf(two))).to.deep.equal(two);
      expect(view.record(idOf(two))).to.include({
        kind: 'events',
        block: 1,
        transaction: 0,
        position: 1,
        time: 1_795_000_777,
      });
      expect(view.record(idOf(makeDocument('events', [{}])))).to.equal(undefined);
    });
    expect(index.store.cursor).to.include({ block: 1, documents: 2, entries: 3, time: 1_795_000_777 });
  });

  it('lists holdings above zero by party', async () => {
    const chain = new Chain();
    const holding = (quantity: string) => ({ v: 1, quantity, uom: 'KGM', last: `${'x'.repeat(43)}#0` });
    chain.add({
      documents: [makeDocument('events', [eventOf()])],
      writes: { [`holding/${PRODUCER}/${LOT}`]: holding('5') },
    });
    await index.apply(chain);
    const held = () => index.store.read((view) => view.holdings(PRODUCER, undefined, 10));
    expect((await held()).items).to.deep.equal([{ lot: LOT, holding: holding('5') }]);
    chain.add({
      documents: [makeDocument('events', [eventOf()])],
      writes: { [`holding/${PRODUCER}/${LOT}`]: holding('0') },
    });
    await index.apply(chain);
    expect((await held()).items).to.deep.equal([]);
  });

  it('keeps what is common to all items until a block changes it, and no longer', async () => {
    const chain = new Chain();
    const party = (name: string) => ({ v: 1, id: BUYER, name: { zh: name } });
    const register = (name: string) => ({
      documents: [makeDocument('participant', [{ action: 'suspend', id: BUYER, reason: '…' }])],
      writes: { [`participant/${BUYER}`]: party(name) },
    });
    let made = 0;
    const seen = () =>
      index.store.read(async (view) => [view.participant(BUYER)?.name.zh, await view.common('made', () => ++made)]);
    chain.add(register('甲'));
    await index.apply(chain);
    expect(await seen()).to.deep.equal(['甲', 1]);
    chain.add({ documents: [makeDocument('events', [eventOf()])], writes: { [`holding/${PRODUCER}/${LOT}`]: {} } });
    await index.apply(chain);
    expect(await seen()).to.deep.equal(['甲', 1]);
    chain.add(register('乙'));
    await index.store.read(async (before) => {
      const applied = index.apply(chain);
      // While the block is being written, and after it, each sees its own state whole.
      const during = await index.store.read((view) => [view.cursor?.block, view.participant(BUYER)?.name.zh]);
      expect(during).to.be.deep.oneOf([
        [2, '甲'],
        [3, '乙'],
      ]);
      await applied;
      expect(before.participant(BUYER)?.name.zh).to.equal('甲');
      expect(before.participant(PRODUCER)).to.equal(undefined);
    });
    expect(await seen()).to.deep.equal(['乙', 2]);
  });

  it('keeps the acts on participants and keys', async () => {
    const chain = new Chain();
    const acts = [
      { action: 'suspend', id: BUYER, reason: '…' },
      { action: 'readmit', id: BUYER, reason: '…' },
    ];
    const [participant = '', thumbprint = ''] = KID.split(':');
    chain.add({ documents: [makeDocument('participant', acts)] });
    chain.add({ documents: [makeDocument('key', [{ action: 'revoke', participant, thumbprint, reason: 'lost' }])] });
    await index.apply(chain);
    await index.store.read(async (view) => {
      expect((await view.participantActs(BUYER)).map((ref) => ref.slice(-2))).to.deep.equal(['#0', '#1']);
      expect(await view.keyActs(KID)).to.have.length(1);
    });
  });

  it('takes nothing from a transaction that did not take effect, and counts it', async () => {
    const chain = new Chain();
    const document = makeDocument('events', [eventOf()]);
    chain.add({ documents: [document], writes: { 'participant/X': { id: 'X' } }, code: VALIDATION.MVCC_READ_CONFLICT });
    await index.apply(chain);
    expect(index.store.cursor).to.include({ documents: 0, transactions: 2 });
    expect(index.store.cursor?.invalid).to.deep.equal({ MVCC_READ_CONFLICT: 1 });
    await index.store.read((view) => {
      expect(view.record(idOf(document))).to.equal(undefined);
      expect(view.participant('X')).to.equal(undefined);
    });
  });

  it('forgets state that was deleted', async () => {
    const chain = new Chain();
    chain.add(
      { documents: [], writes: { 'gln/1': { participant: 'X' } } },
      { documents: [], writes: { 'gln/1': null } },
    );
    await index.apply(chain);
    expect(await index.store.read((view) => view.state('gln/1'))).to.equal(undefined);
  });
});
