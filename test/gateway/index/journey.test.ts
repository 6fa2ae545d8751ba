import { expect } from 'chai';
import { BUYER, Chain, eventOf, idOf, LOT, makeDocument, PRODUCER } from './blocks.js';
import { scratchIndex } from './scratch-index.js';

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

describe('index: an item’s journey', () => {
  const index = scratchIndex();

  it('pages an item’s journey in ledger order', async () => {
    const chain = new Chain();
    const documents = Array.from({ length: 7 }, (_, i) => makeDocument('events', [eventOf({ i })]));
    chain.add({ documents: documents.slice(0, 3) }, { documents: documents.slice(3, 5) });
    chain.add({ documents: documents.slice(5) });
    await index.apply(chain);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await index.store.read((view) => view.journey(LOT, after, 3));
      expect(page.items.length).to.be.at.most(3);
      found.push(...page.items.map(({ ref }) => ref));
      after = page.next;
    } while (after !== undefined);
    expect(found).to.deep.equal(documents.map((document) => `${idOf(document)}#0`));
    expect((await index.store.read((view) => view.journey('01/06901234567892', undefined, 9))).items).to.deep.equal([]);
  });

  it('takes the lots of a receipt from the shipment that it names', async () => {
    const chain = new Chain();
    const shipping = makeDocument('events', [eventOf()]);
    const id = idOf(shipping);
    chain.add({ documents: [shipping], writes: { [`shipment/${id}/0`]: shipment(id) } });
    await index.apply(chain);
    const list = (way: 'in' | 'out', party: string, status: 'in_transit' | 'received' | 'any') =>
      index.store.read(async (view) =>
        (await view.deliveries(party, way, status, undefined, 10)).items.map(({ ref }) => ref),
      );
    expect(await list('in', BUYER, 'in_transit')).to.deep.equal([`${id}#0`]);
    expect(await list('out', PRODUCER, 'any')).to.deep.equal([`${id}#0`]);

    const receipt = makeDocument('events', [
      { bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:suyuan:entry:${id}:0` }] },
    ]);
    chain.add({ documents: [receipt], writes: { [`shipment/${id}/0`]: shipment(id, { status: 'received' }) } });
    await index.apply(chain);
    expect(await list('in', BUYER, 'in_transit')).to.deep.equal([]);
    expect(await list('in', BUYER, 'received')).to.deep.equal([`${id}#0`]);
    expect(await list('out', BUYER, 'any')).to.deep.equal([]);
    const journey = await index.store.read((view) => view.journey(LOT, undefined, 10));
    expect(journey.items).to.deep.equal([
      { ref: `${id}#0`, made: [`shipment/${id}/0`] },
      { ref: `${idOf(receipt)}#0`, made: [] },
    ]);
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
    await index.apply(chain);
    await index.store.read(async (view) => {
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
      makeDocument('events', [eventOf({ quantityList: lots })]),
      makeDocument('events', [eventOf()]),
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
    await index.apply(chain);
    const journey = async (lot: string) => (await index.store.read((view) => view.journey(lot, undefined, 10))).items;
    expect(await journey(LOT)).to.deep.equal([
      { ref: first, made: [`holding/${PRODUCER}/${LOT}`] },
      { ref: second, made: [`holding/${PRODUCER}/${LOT}`] },
    ]);
    expect(await journey(OTHER)).to.deep.equal([{ ref: first, made: [`holding/${PRODUCER}/${OTHER}`] }]);
  });
});
