import { expect } from 'chai';
import fc from 'fast-check';
import { packing, returning, unpacking, voiding, type Signer } from '@suyuan/client';
import { formatQuantity, readQuantity, type EntryRef } from '@suyuan/domain';
import { LOT, OTHER_LOT } from './ledger/apples.js';
import { CARTON, CRATE, PackedApples, PALLET } from './packed-apples.js';

describe('client verdict over quantities in containers', () => {
  it('agrees with the ledger, whatever is tried in whatever order', async function () {
    this.timeout(60_000);
    let taken = 0;
    const attempt = fc.record({
      act: fc.constantFrom(
        ...(['pack', 'pack', 'nest', 'unpack', 'open', 'free', 'ship', 'ship', 'close', 'close'] as const),
      ),
      who: fc.nat(2),
      one: fc.nat(2),
      other: fc.nat(2),
      lot: fc.nat(1),
      how: fc.nat(3),
      quantity: fc.constantFrom('1', '7.5', '20'),
      regret: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 12, maxLength: 30 }), async (attempts) => {
        const apples = await PackedApples.begin();
        const firms = [apples.cast.grower, apples.cast.distributor, apples.cast.retailer];
        const shipments: { ref: EntryRef; goods: string[]; from: Signer; to: Signer }[] = [];
        for (const { act, who, one, other, lot, how, quantity, regret } of attempts) {
          const firm = firms[who] ?? apples.cast.grower;
          const to = firms[(who + 1) % 3] ?? firm;
          const [container, inner] = [[CARTON, PALLET, CRATE][one] ?? '', [CARTON, PALLET, CRATE][other] ?? ''];
          const some = apples.lines(quantity, [LOT, OTHER_LOT][lot]);
          const sent = shipments[how % Math.max(1, shipments.length)];
          try {
            if (regret && act === 'pack')
              await apples.sendAndRegret(firm, packing({ at: apples.at(), container, lines: some }));
            else if (regret && act === 'nest')
              await apples.sendAndRegret(firm, packing({ at: apples.at(), container, items: [inner] }));
            else if (regret && act === 'unpack')
              await apples.sendAndRegret(firm, unpacking({ at: apples.at(), container, lines: some }));
            else if (regret && act === 'open')
              await apples.sendAndRegret(firm, unpacking({ at: apples.at(), container }));
            else if (regret && act === 'free')
              await apples.sendAndRegret(firm, unpacking({ at: apples.at(), container, items: [inner] }));
            else if (act === 'pack') await apples.put(firm, container, { lines: some });
            else if (act === 'nest') await apples.put(firm, container, { items: [inner] });
            else if (act === 'unpack') await apples.take(firm, container, { lines: some });
            else if (act === 'open') await apples.take(firm, container);
            else if (act === 'free') await apples.take(firm, container, { items: [inner] });
            else if (act === 'ship') {
              shipments.push({ ref: await apples.send(firm, to, [container]), goods: [container], from: firm, to });
            } else if (sent !== undefined) {
              const { ref: shipment, goods } = sent;
              const back = { from: sent.to.participant, to: sent.from.participant };
              if (how === 0)
                await apples.cast.ledger.send('events', sent.from, voiding({ at: apples.at(), shipment, goods }));
              else if (how === 1) {
                const id = await apples.cast.ledger.send(
                  'events',
                  sent.to,
                  returning({ at: apples.at(), ...back, shipment, goods }),
                );
                shipments.push({ ref: `${id}#0`, goods, from: sent.to, to: sent.from });
              } else await apples.get(sent.to, shipment, goods);
            }
            taken++;
          } catch (error) {
            expect(error).to.have.property('code');
          }
        }
        for (const [item, whole] of [
          [LOT, '100'],
          [OTHER_LOT, '30'],
        ] as const) {
          const { held, packed, inTransit } = (await apples.good(item)).quantities;
          const sum = readQuantity(held) + readQuantity(packed) + readQuantity(inTransit);
          expect(formatQuantity(sum)).to.equal(whole);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 45_000 },
    );
    expect(taken, 'possible attempts among those tried').to.be.above(60);
  });
});
