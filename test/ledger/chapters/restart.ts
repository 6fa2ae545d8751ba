import { expect } from 'chai';
import { keys, type HoldingRecord } from '@suyuan/domain';
import { patiently, take, type Market } from '../market.js';

/** The whole ledger is taken down, hard, and comes back on its data: clients find it again by themselves. */
export function restart(market: () => Market): void {
  describe('a ledger that was killed and started again', () => {
    it('has everything, refuses what it refused, and goes on', async function () {
      const m = market();
      if (!m.under.restart) this.skip();
      const lot = await m.lot('100');
      const { document } = await m.must(m.producer, 'events', [m.shipping(lot, '10')]);
      const blocks = await m.bytes();
      const count = blocks.length;
      const watched = await m.keys();
      const before = await m.state(watched);

      await m.under.restart();
      // Sent while it comes up: carried when it is there, or told that it is away.
      for (const { ledger } of [m.access, m.other]) {
        expect(await patiently(() => ledger.submit(document))).to.deep.equal({ status: 'existing' });
      }
      expect([...(await m.state(watched))]).to.deep.equal([...before]);
      const again = await take(m.access.ledger, 0, count);
      expect(again.every((bytes, i) => bytes.equals(blocks[i] ?? Buffer.alloc(0)))).to.equal(true);
      await m.must(m.producer, 'events', [m.shipping(lot, '20')]);
      expect((await m.get<HoldingRecord>(keys.holding(m.producer.id, lot)))?.quantity).to.equal('70');
    });
  });
}
