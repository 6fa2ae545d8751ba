import { expect } from 'chai';
import fc from 'fast-check';
import {
  amendment,
  certificate,
  packing,
  receiving,
  returning,
  shipping,
  signDocument,
  unpacking,
  verifyItem,
  voiding,
  type Packing,
  type Signer,
  type Story,
  type Verdict,
} from '@suyuan/client';
import { nodeHash } from '@suyuan/client/node';
import {
  formatQuantity,
  gs1CheckDigit,
  readQuantity,
  type CategoryPack,
  type EntryRef,
  type ItemAnswer,
  type JsonObject,
  type SignedDocument,
} from '@suyuan/domain';
import { PACK } from '../support/farm-produce.js';
import { failed } from './failed.js';
import { commission, gather, LOT, OTHER_LOT, type Cast } from './ledger/apples.js';
import { pageOf } from './ledger/page-of.js';

const roles = ['producer', 'distributor', 'retailer'] as const;

/** Produce that is packed, and handed over by anybody to anybody. */
const PACKED: CategoryPack = {
  ...PACK,
  version: '1.1.0',
  states: { active: { zh: '库存' }, in_transit: { zh: '在途' } },
  steps: {
    ...PACK.steps,
    packing: { roles, from: ['active'] },
    unpacking: { roles },
    shipping: { ...PACK.steps.shipping, roles, to: roles },
    receiving: { roles, from: ['in_transit'] },
    returning: { roles },
    void_shipping: { roles },
  },
};

const sscc = (number: number): string => {
  const head = `0690123456${String(number).padStart(7, '0')}`;
  return `00/${head}${gs1CheckDigit(head)}`;
};
/** A crate that is used again. */
const CRATE = `8003/0690123456789${gs1CheckDigit('690123456789')}7`;
const [CARTON, OTHER_CARTON, PALLET] = [sscc(1), sscc(2), sscc(3)];

describe('client verdict over quantities in containers', () => {
  let cast: Cast;
  const at = () => new Date(cast.ledger.now * 1000);
  const lines = (quantity: string, lot = LOT) => [{ lot, quantity, uom: 'KGM' }];
  const begin = async (): Promise<void> => {
    cast = await gather();
    const { ledger, grower, regulator } = cast;
    await ledger.send('category', regulator, amendment(PACK.version, PACKED));
    const entry = {
      type: 'compliance',
      number: 'HG-1',
      category: 'agri',
      lots: [LOT, OTHER_LOT],
      issued: '2026-10-21',
    };
    await ledger.send('certificate', grower, certificate({ ...entry, result: 'pass' }));
    await ledger.send('events', grower, commission(ledger, grower, LOT, '100'));
    await ledger.send('events', grower, commission(ledger, grower, OTHER_LOT, '30'));
  };
  const check = (answer: ItemAnswer | ItemAnswer[], item = LOT): Promise<Verdict> =>
    verifyItem(answer, { item, pin: cast.regulator.thumbprint, now: cast.ledger.now });
  const good = async (item = LOT): Promise<Story> => {
    const verdict = await check(cast.ledger.item(item), item);
    expect(failed(verdict)).to.deep.equal({});
    return verdict.story ?? expect.fail('no story');
  };
  const put = (by: Signer, container: string, what: Omit<Packing, 'at' | 'container'>): Promise<string> =>
    cast.ledger.send('events', by, packing({ at: at(), container, ...what }));
  const take = (by: Signer, container: string, what: Omit<Packing, 'at' | 'container'> = {}): Promise<string> =>
    cast.ledger.send('events', by, unpacking({ at: at(), container, ...what }));
  const send = async (from: Signer, to: Signer, goods: string[], loose = ''): Promise<EntryRef> => {
    const parties = { from: from.participant, to: to.participant, goods };
    const id = await cast.ledger.send(
      'events',
      from,
      shipping({ at: at(), ...parties, ...(loose === '' ? undefined : { lines: lines(loose) }) }),
    );
    return `${id}#0`;
  };
  const get = (by: Signer, shipment: EntryRef, goods: string[], loose = ''): Promise<string> =>
    cast.ledger.send(
      'events',
      by,
      receiving({ at: at(), shipment, goods, ...(loose === '' ? undefined : { lines: lines(loose) }) }),
    );

  beforeEach(begin);

  it('follows them into cartons and onto pallets, from hand to hand, and out again in parts and whole', async () => {
    const { grower, distributor, retailer } = cast;
    await put(grower, CARTON, { lines: lines('40') });
    await put(grower, OTHER_CARTON, { lines: [...lines('20'), ...lines('30', OTHER_LOT)] });
    let story = await good();
    expect(story.quantities).to.include({ held: '40', packed: '60', inTransit: '0' });
    expect(story.packed).to.deep.include({
      party: story.maker,
      quantity: '60',
      containers: [CARTON, OTHER_CARTON],
    });
    await put(grower, PALLET, { items: [CARTON, OTHER_CARTON], lines: lines('5') });
    const first = await send(grower, distributor, [PALLET], '10');
    story = await good();
    expect(story.quantities).to.include({ held: '25', packed: '0', inTransit: '75' });
    expect(story.inTransit.map(({ quantity }) => quantity)).to.deep.equal(['75']);
    await get(distributor, first, [PALLET], '9');
    story = await good();
    expect(story.quantities).to.include({ held: '34', packed: '65', missing: '1' });
    expect(story.packed.map(({ party, quantity }) => [party.id, quantity])).to.deep.equal([
      [distributor.participant, '65'],
    ]);

    await take(distributor, PALLET, { items: [CARTON], lines: lines('2') });
    expect((await good()).quantities).to.include({ held: '36', packed: '63' });
    await take(distributor, PALLET);
    expect((await good()).quantities).to.include({ held: '39', packed: '60' });
    await take(distributor, CARTON, { lines: lines('15') });
    await get(retailer, await send(distributor, retailer, [CARTON]), [CARTON]);
    await take(retailer, CARTON);
    await take(distributor, OTHER_CARTON);
    story = await good();
    expect(story.quantities).to.include({ held: '99', packed: '0', inTransit: '0', missing: '1' });
    expect(story.holdings.map(({ party, quantity }) => [party.id, quantity])).to.have.deep.members([
      ...[
        [grower.participant, '25'],
        [distributor.participant, '49'],
        [retailer.participant, '25'],
      ],
    ]);
    expect(
      story.steps.filter(({ step }) => step === 'unpacking').map((step) => 'quantity' in step && step.quantity),
    ).to.deep.equal(['42', '23', '15', '25', '20']);
    // Of the other lot what it went through in containers that carry both, and no more.
    const other = await good(OTHER_LOT);
    expect(other.quantities).to.include({ held: '30', packed: '0' });
    expect(other.steps.map(({ step }) => step)).to.deep.equal([
      ...['certificate', 'commissioning', 'packing', 'packing', 'shipping', 'receiving', 'unpacking', 'unpacking'],
    ]);
  });

  it('follows what comes back: refused, returned after receipt, voided', async () => {
    const { ledger, grower, distributor } = cast;
    await put(grower, CARTON, { lines: lines('40') });
    const back = { at: at(), from: distributor.participant, to: grower.participant, goods: [CARTON] };
    const first = await send(grower, distributor, [CARTON]);
    const refused = await ledger.send('events', distributor, returning({ ...back, at: at(), shipment: first }));
    expect((await good()).quantities).to.include({ inTransit: '40' });
    await get(grower, `${refused}#0`, [CARTON]);
    expect((await good()).packed[0]?.party.id).to.equal(grower.participant);
    const second = await send(grower, distributor, [CARTON]);
    await get(distributor, second, [CARTON]);
    const sent = await ledger.send('events', distributor, returning({ ...back, at: at(), shipment: second }));
    await get(grower, `${sent}#0`, [CARTON]);
    const third = await send(grower, distributor, [CARTON]);
    await ledger.send('events', grower, voiding({ at: at(), shipment: third, goods: [CARTON] }));
    await take(grower, CARTON);
    expect((await good()).quantities).to.include({ held: '100', packed: '0' });
  });

  it('follows a crate through its uses', async () => {
    const { grower, distributor } = cast;
    await put(grower, CRATE, { lines: lines('10') });
    await take(grower, CRATE);
    await put(grower, CRATE, { lines: lines('30', OTHER_LOT) });
    await get(distributor, await send(grower, distributor, [CRATE]), [CRATE]);
    expect((await good()).steps.map(({ step }) => step)).to.deep.equal([
      ...['certificate', 'commissioning', 'packing', 'unpacking'],
    ]);
    await take(distributor, CRATE);
    expect((await good(OTHER_LOT)).holdings.map(({ party }) => party.id)).to.deep.equal([distributor.participant]);
  });

  it('finds out what a page says otherwise, or leaves out', async () => {
    const { ledger, grower, distributor } = cast;
    await put(grower, CARTON, { lines: lines('40') });
    await get(distributor, await send(grower, distributor, [CARTON]), [CARTON]);
    await take(distributor, CARTON);
    const answer = ledger.item(LOT);
    const more = answer.holdings.map(({ participant, holding }) => ({
      participant,
      holding: participant === distributor.participant ? { ...holding, quantity: '41' } : holding,
    }));
    expect(Object.keys(failed(await check({ ...answer, holdings: more })))).to.deep.equal(['quantities']);
    const silent = answer.shipments.map(({ ref, shipment: { within: _, ...shipment } }) => ({ ref, shipment }));
    expect(Object.keys(failed(await check({ ...answer, shipments: silent })))).to.deep.equal(['quantities']);
    // Without the opening it would still lie in the carton.
    const short = pageOf(answer, 0, answer.journey.length - 1);
    expect(failed(await check({ ...short, holdings: answer.holdings }))).to.have.property('quantities');
  });

  it('takes no opening from whoever does not have the container, however it is shown', async () => {
    const { ledger, grower, distributor } = cast;
    await put(grower, CARTON, { lines: lines('40') });
    const { slip } = await forged(distributor, unpacking({ at: at(), container: CARTON, lines: lines('40') }));
    slip();
    const verdict = await check(ledger.item(LOT));
    expect(failed(verdict)).to.have.property('signers');
    expect(verdict.ok).to.equal(false);
  });

  /** Says of an event of one's own that it is wrong, with that as witness. */
  async function wrong(by: Signer, event: JsonObject, { jws, entries }: SignedDocument): Promise<void> {
    const { ledger } = cast;
    const errorDeclaration = { declarationTime: at().toISOString(), reason: 'incorrect_data' };
    const values = [{ ...event, errorDeclaration } as JsonObject];
    const signed = await signDocument('events', values, {
      aud: ledger.aud,
      signer: by,
      now: ledger.now,
      hash: nodeHash,
    });
    ledger.capture({ ...signed, witness: { entries: [{ jws, index: 0, entry: entries[0] ?? '', path: [] }] } });
  }

  async function sendAndRegret(by: Signer, event: JsonObject): Promise<void> {
    const { ledger } = cast;
    const signed = await signDocument('events', [event], {
      aud: ledger.aud,
      signer: by,
      now: ledger.now,
      hash: nodeHash,
    });
    ledger.capture(signed);
    await wrong(by, event, signed);
  }

  it('follows what was declared wrong, and takes no declaration of what was built upon', async () => {
    const { ledger, grower, distributor } = cast;
    await sendAndRegret(grower, packing({ at: at(), container: CARTON, lines: lines('10') }));
    expect((await good()).quantities).to.include({ held: '100', packed: '0' });
    await put(grower, CARTON, { lines: lines('40') });
    await sendAndRegret(grower, unpacking({ at: at(), container: CARTON, lines: lines('5') }));
    await sendAndRegret(grower, unpacking({ at: at(), container: CARTON }));
    await sendAndRegret(grower, packing({ at: at(), container: PALLET, items: [CARTON] }));
    const parties = { from: grower.participant, to: distributor.participant };
    await sendAndRegret(grower, shipping({ at: at(), ...parties, goods: [CARTON] }));
    expect((await good()).quantities).to.include({ held: '60', packed: '40', inTransit: '0' });
    const shipment = await send(grower, distributor, [CARTON]);
    await sendAndRegret(distributor, receiving({ at: at(), shipment, goods: [CARTON] }));
    const story = await good();
    expect(story.quantities).to.include({ held: '60', packed: '0', inTransit: '40' });
    expect(story.steps.filter((step) => 'corrects' in step)).to.have.length(6);

    const event = unpacking({ at: at(), container: CARTON, lines: lines('5') });
    await get(distributor, shipment, [CARTON]);
    const opened = await signDocument('events', [event], {
      ...{ aud: ledger.aud, signer: distributor, now: ledger.now, hash: nodeHash },
    });
    ledger.capture(opened);
    await ledger.send(
      'events',
      distributor,
      shipping({ at: at(), from: distributor.participant, to: cast.retailer.participant, lines: lines('1') }),
    );
    const errorDeclaration = { declarationTime: at().toISOString(), reason: 'incorrect_data' };
    const { slip } = await forged(distributor, { ...event, errorDeclaration });
    await good();
    slip();
    expect(failed(await check(ledger.item(LOT))).signers).to.deep.equal(['BUILT_UPON']);
  });

  async function forged(by: Signer, event: JsonObject): Promise<{ slip: () => void }> {
    const { ledger } = cast;
    const signed = await signDocument('events', [event], {
      aud: ledger.aud,
      signer: by,
      now: ledger.now,
      hash: nodeHash,
    });
    return {
      slip: () => {
        ledger.slip(signed);
      },
    };
  }

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
        await begin();
        const firms = [cast.grower, cast.distributor, cast.retailer];
        const shipments: { ref: EntryRef; goods: string[]; from: Signer; to: Signer }[] = [];
        for (const { act, who, one, other, lot, how, quantity, regret } of attempts) {
          const firm = firms[who] ?? cast.grower;
          const to = firms[(who + 1) % 3] ?? firm;
          const [container, inner] = [[CARTON, PALLET, CRATE][one] ?? '', [CARTON, PALLET, CRATE][other] ?? ''];
          const some = lines(quantity, [LOT, OTHER_LOT][lot]);
          const sent = shipments[how % Math.max(1, shipments.length)];
          try {
            if (regret && act === 'pack') await sendAndRegret(firm, packing({ at: at(), container, lines: some }));
            else if (regret && act === 'nest')
              await sendAndRegret(firm, packing({ at: at(), container, items: [inner] }));
            else if (regret && act === 'unpack')
              await sendAndRegret(firm, unpacking({ at: at(), container, lines: some }));
            else if (regret && act === 'open') await sendAndRegret(firm, unpacking({ at: at(), container }));
            else if (regret && act === 'free')
              await sendAndRegret(firm, unpacking({ at: at(), container, items: [inner] }));
            else if (act === 'pack') await put(firm, container, { lines: some });
            else if (act === 'nest') await put(firm, container, { items: [inner] });
            else if (act === 'unpack') await take(firm, container, { lines: some });
            else if (act === 'open') await take(firm, container);
            else if (act === 'free') await take(firm, container, { items: [inner] });
            else if (act === 'ship') {
              shipments.push({ ref: await send(firm, to, [container]), goods: [container], from: firm, to });
            } else if (sent !== undefined) {
              const { ref: shipment, goods } = sent;
              const back = { from: sent.to.participant, to: sent.from.participant };
              if (how === 0) await cast.ledger.send('events', sent.from, voiding({ at: at(), shipment, goods }));
              else if (how === 1) {
                const id = await cast.ledger.send('events', sent.to, returning({ at: at(), ...back, shipment, goods }));
                shipments.push({ ref: `${id}#0`, goods, from: sent.to, to: sent.from });
              } else await get(sent.to, shipment, goods);
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
          const { held, packed, inTransit } = (await good(item)).quantities;
          const sum = readQuantity(held) + readQuantity(packed) + readQuantity(inTransit);
          expect(formatQuantity(sum)).to.equal(whole);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 45_000 },
    );
    expect(taken, 'possible attempts among those tried').to.be.above(60);
  });
});
