import { Leads, type Ledger } from '@suyuan/gateway';
import { expect } from 'chai';
import { captured, codeOf, committed, Orchard } from './orchard.js';

/** The `reads` of every capture, in order. */
async function readsOf(ledger: Ledger, height: number): Promise<readonly (readonly string[] | undefined)[]> {
  return (await captured(ledger, height)).captures.map(({ reads }) => reads);
}

describe('gateway/ledger: what a lot leads to', () => {
  let orchard: Orchard;
  let ledger: Ledger;

  before(async function () {
    this.timeout(20_000);
    orchard = await Orchard.start();
    ledger = await orchard.connect();
  });
  after(() => orchard.stop());

  it('is known of a lot that was commissioned through the same gateway', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1);
    const height = await committed(ledger, orchard.ship(lot));
    expect((await readsOf(ledger, height)).at(-1)).to.include.members(['category/agri', 'stops/agri']);
  });

  it('is learned elsewhere from the answer to its first document, and named with its next', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1);
    const another = await orchard.connect();
    await committed(another, orchard.ship(lot));
    await committed(another, orchard.ship(lot));
    const height = await committed(another, orchard.ship(lot));
    const [first, ...next] = (await readsOf(ledger, height)).slice(-3);
    expect(first).to.equal(undefined);
    for (const reads of next) expect(reads).to.include.members(['category/agri', 'stops/agri']);
  });

  it('decides nothing: a document is refused or taken for what is there, whatever is named with it', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1, '5');
    await committed(ledger, orchard.ship(lot));
    const stranger = await orchard.connect();
    expect((await stranger.submit(orchard.ship(lot, '5'))).status).to.equal('refused');
    expect((await ledger.submit(orchard.ship(lot, '5'))).status).to.equal('refused');
    expect((await stranger.submit(orchard.ship(lot, '4'))).status).to.equal('committed');
  });

  for (const [name, reads] of [
    ['no list', '"category/agri"'],
    ['a key of the peer’s own kind', '["\\u0000lot"]'],
    ['an empty key', '[""]'],
    ['too many keys', JSON.stringify(Array.from({ length: 51 }, (_, i) => `lot/${i}`))],
  ] as const) {
    it(`is refused as ${name}`, async () => {
      const [lot = ''] = await orchard.lots(ledger, 1);
      const { jws, entries } = orchard.ship(lot);
      const json = JSON.stringify({ v: 1, documents: [{ jws, entries }] }).replace(/}$/, `,"reads":${reads}}`);
      expect(await codeOf(ledger.evaluate('check', json))).to.equal('PROPOSAL_REFUSED');
    });
  }

  it('is remembered of documents about one lot, and named with such a document where it is alone', () => {
    const leads = new Leads();
    const about = (lots: string[], more: string[] = []) => ({
      reads: ['ledger', ...lots.map((lot) => `lot/${lot}`), ...more],
      writes: [],
    });
    leads.learn([about(['A']), about(['B'], ['category/b', 'holding/B', 'certificate/b/1'])], []);
    leads.learn([about(['A', 'B'], ['category/b'])], ['stops/b']);
    expect(leads.of([about(['A'])])).to.deep.equal([]);
    expect(leads.of([about(['B'])])).to.deep.equal(['category/b', 'certificate/b/1']);
    leads.learn([about(['A'])], ['category/c']);
    leads.learn([about(['A'])], []);
    leads.learn([about(['A'])], ['certificate/d/1', 'category/c']);
    expect(leads.of([about(['A'])])).to.deep.equal(['category/c', 'certificate/d/1']);
    expect(leads.of([about(['A']), about(['A'])])).to.deep.equal([]);
  });
});
