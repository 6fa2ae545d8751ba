import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readBlock, VALIDATION } from '@suyuan/block';
import { IndexStore } from '@suyuan/gateway';
import { Chain, idOf, KID, makeDocument, PRODUCER } from './blocks.js';

const LOT = '01/06901234567892/10/A1';
const BUYER = '91370102MA3DKYYYYY';

function event(extra: object): object {
  return {
    type: 'ObjectEvent',
    quantityList: [{ epcClass: `https://id.gs1.org/${LOT}`, quantity: 1, uom: 'KGM' }],
    ...extra,
  };
}

function shipment(document: string, extra: object = {}): object {
  return {
    v: 1,
    from: PRODUCER,
    to: BUYER,
    category: 'agri',
    pack: '1.0.0',
    lines: [{ lot: LOT, quantity: '2', uom: 'KGM' }],
    shipped: 1_795_000_050,
    status: 'in_transit',
    by: `${document}#0`,
    ...extra,
  };
}

describe('index: from a block to what is asked', () => {
  let folder: string;
  let store: IndexStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-index-'));
    store = await IndexStore.open(folder);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const apply = (chain: Chain) => store.apply(chain.blocks.slice(store.height).map((block) => readBlock(block)));

  it('knows the ledger from its genesis block', async () => {
    await apply(new Chain());
    expect(store.height).to.equal(1);
    expect(store.info).to.include({ channel: 'suyuan', network: 'embedded' });
    expect(store.info?.aud).to.equal(`urn:suyuan:ledger:suyuan:${store.info?.genesis}`);
  });

  it('keeps each document and where it stands', async () => {
    const chain = new Chain();
    const [one, two] = [makeDocument('events', [event({})]), makeDocument('events', [event({}), event({})])];
    chain.add({ documents: [one, two], time: 1_795_000_777 });
    await apply(chain);
    await store.read(async (view) => {
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
    expect(store.cursor).to.include({ block: 1, documents: 2, entries: 3, time: 1_795_000_777 });
  });

  it('pages an item’s journey in ledger order', async () => {
    const chain = new Chain();
    const documents = Array.from({ length: 7 }, (_, i) => makeDocument('events', [event({ i })]));
    chain.add({ documents: documents.slice(0, 3) }, { documents: documents.slice(3, 5) });
    chain.add({ documents: documents.slice(5) });
    await apply(chain);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.read((view) => view.journey(LOT, after, 3));
      expect(page.items.length).to.be.at.most(3);
      found.push(...page.items.map(({ ref }) => ref));
      after = page.next;
    } while (after !== undefined);
    expect(found).to.deep.equal(documents.map((document) => `${idOf(document)}#0`));
    expect((await store.read((view) => view.journey('01/06901234567892', undefined, 9))).items).to.deep.equal([]);
  });

  it('takes the lots of a receipt from the shipment that it names', async () => {
    const chain = new Chain();
    const shipping = makeDocument('events', [event({})]);
    const id = idOf(shipping);
    chain.add({ documents: [shipping], writes: { [`shipment/${id}/0`]: shipment(id) } });
    await apply(chain);
    const list = (way: 'in' | 'out', party: string, status: 'in_transit' | 'received' | 'any') =>
      store.read(async (view) =>
        (await view.deliveries(party, way, status, undefined, 10)).items.map(({ ref }) => ref),
      );
    expect(await list('in', BUYER, 'in_transit')).to.deep.equal([`${id}#0`]);
    expect(await list('out', PRODUCER, 'any')).to.deep.equal([`${id}#0`]);

    const receipt = makeDocument('events', [
      { bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:suyuan:entry:${id}:0` }] },
    ]);
    chain.add({ documents: [receipt], writes: { [`shipment/${id}/0`]: shipment(id, { status: 'received' }) } });
    await apply(chain);
    expect(await list('in', BUYER, 'in_transit')).to.deep.equal([]);
    expect(await list('in', BUYER, 'received')).to.deep.equal([`${id}#0`]);
    expect(await list('out', BUYER, 'any')).to.deep.equal([]);
    const journey = await store.read((view) => view.journey(LOT, undefined, 10));
    expect(journey.items).to.deep.equal([
      { ref: `${id}#0`, made: [`shipment/${id}/0`] },
      { ref: `${idOf(receipt)}#0`, made: [] },
    ]);
  });

  it('lists holdings above zero by party', async () => {
    const chain = new Chain();
    const holding = (quantity: string) => ({ v: 1, quantity, uom: 'KGM', last: `${'x'.repeat(43)}#0` });
    chain.add({
      documents: [makeDocument('events', [event({})])],
      writes: { [`holding/${PRODUCER}/${LOT}`]: holding('5') },
    });
    await apply(chain);
    const held = () => store.read((view) => view.holdings(PRODUCER, undefined, 10));
    expect((await held()).items).to.deep.equal([{ lot: LOT, holding: holding('5') }]);
    chain.add({
      documents: [makeDocument('events', [event({})])],
      writes: { [`holding/${PRODUCER}/${LOT}`]: holding('0') },
    });
    await apply(chain);
    expect((await held()).items).to.deep.equal([]);
  });

  it('follows a certificate to its lots, when it is revoked too', async () => {
    const chain = new Chain();
    const issue = makeDocument('certificate', [
      { action: 'issue', number: 'C-1', lots: [`https://id.gs1.org/${LOT}`] },
    ]);
    const by = `${idOf(issue)}#0`;
    const record = { v: 1, issuer: PRODUCER, number: 'C-1', lots: [LOT], type: 'compliance', status: 'valid', by };
    chain.add({ documents: [issue], writes: { [`certificate/${PRODUCER}/C-1`]: record } });
    const revocation = { ...record, status: 'revoked' };
    chain.add({
      documents: [makeDocument('certificate', [{ action: 'revoke', number: 'C-1' }])],
      writes: { [`certificate/${PRODUCER}/C-1`]: revocation },
    });
    await apply(chain);
    await store.read(async (view) => {
      const { items } = await view.journey(LOT, undefined, 10);
      expect(items.map(({ made }) => made)).to.deep.equal([[`certificate/${PRODUCER}/C-1`], []]);
      expect(view.state(`certificate/${PRODUCER}/C-1`)).to.deep.equal(revocation);
    });
  });

  it('says of each entry about an item what it made of that item, and of no other', async () => {
    const chain = new Chain();
    const OTHER = '01/06901234567892/10/A2';
    const lots = [LOT, OTHER].map((lot) => ({ epcClass: `https://id.gs1.org/${lot}`, quantity: 1, uom: 'KGM' }));
    const [made, moved] = [
      makeDocument('events', [event({ quantityList: lots })]),
      makeDocument('events', [event({})]),
    ];
    const holding = (quantity: string, last: string) => ({ v: 1, quantity, uom: 'KGM', last });
    const [first, second] = [`${idOf(made)}#0`, `${idOf(moved)}#0`];
    chain.add(
      {
        documents: [made],
        writes: {
          [`holding/${PRODUCER}/${LOT}`]: holding('5', first),
          [`holding/${PRODUCER}/${OTHER}`]: holding('5', first),
        },
      },
      { documents: [moved], writes: { [`holding/${PRODUCER}/${LOT}`]: holding('4', second) } },
    );
    await apply(chain);
    const journey = async (lot: string) => (await store.read((view) => view.journey(lot, undefined, 10))).items;
    expect(await journey(LOT)).to.deep.equal([
      { ref: first, made: [`holding/${PRODUCER}/${LOT}`] },
      { ref: second, made: [`holding/${PRODUCER}/${LOT}`] },
    ]);
    expect(await journey(OTHER)).to.deep.equal([{ ref: first, made: [`holding/${PRODUCER}/${OTHER}`] }]);
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
      store.read(async (view) => [view.participant(BUYER)?.name.zh, await view.common('made', () => ++made)]);
    chain.add(register('甲'));
    await apply(chain);
    expect(await seen()).to.deep.equal(['甲', 1]);
    chain.add({ documents: [makeDocument('events', [event({})])], writes: { [`holding/${PRODUCER}/${LOT}`]: {} } });
    await apply(chain);
    expect(await seen()).to.deep.equal(['甲', 1]);
    chain.add(register('乙'));
    await store.read(async (before) => {
      const applied = apply(chain);
      // While the block is being written, and after it, each sees its own state whole.
      const during = await store.read((view) => [view.cursor?.block, view.participant(BUYER)?.name.zh]);
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
    await apply(chain);
    await store.read(async (view) => {
      expect((await view.participantActs(BUYER)).map((ref) => ref.slice(-2))).to.deep.equal(['#0', '#1']);
      expect(await view.keyActs(KID)).to.have.length(1);
    });
  });

  it('takes nothing from a transaction that did not take effect, and counts it', async () => {
    const chain = new Chain();
    const document = makeDocument('events', [event({})]);
    chain.add({ documents: [document], writes: { 'participant/X': { id: 'X' } }, code: VALIDATION.MVCC_READ_CONFLICT });
    await apply(chain);
    expect(store.cursor).to.include({ documents: 0, transactions: 2 });
    expect(store.cursor?.invalid).to.deep.equal({ MVCC_READ_CONFLICT: 1 });
    await store.read((view) => {
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
    await apply(chain);
    expect(await store.read((view) => view.state('gln/1'))).to.equal(undefined);
  });
});
