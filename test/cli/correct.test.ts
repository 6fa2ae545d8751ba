import { writeFile } from 'node:fs/promises';
import { commissioning, entryText, receiving, shipping, type Verdict } from '@suyuan/client';
import { creditCodeCheck, entryUrn, type JsonObject } from '@suyuan/domain';
import { expect } from 'chai';
import { LOT } from '../client/ledger/apples.js';
import { PACK } from '../support/farm-produce.js';
import { CliWorld } from './cli-world.js';

const [REGULATOR, GROWER, DISTRIBUTOR] = ['11370686K28065178', '93370686MA7K4T2E6', '91410122MA9G3R6X6'].map(
  (seed) => seed + creditCodeCheck(seed),
) as [string, string, string];

describe('suyuan, the command line: events declared wrong', function () {
  this.timeout(120_000);
  let world: CliWorld;
  const line = (quantity: string) => ({ lot: LOT, quantity, uom: 'KGM' });
  const ship = (quantity: string): JsonObject =>
    shipping({ at: new Date(), from: GROWER, to: DISTRIBUTOR, lines: [line(quantity)] });
  const send = async (key: string, event: JsonObject): Promise<string> =>
    world.good(key, 'send', await world.event('event.json', event));
  const held = async (key: string): Promise<string> => (await world.run(key, 'holdings')).out;

  before(async () => {
    world = await CliWorld.start({ regulator: REGULATOR, grower: GROWER, distributor: DISTRIBUTOR });
    await world.register('regulator', 'regulator');
    await world.register('grower', 'producer', '--prefix', '690123456');
    await world.register('distributor', 'distributor');
    await world.publish(PACK);
    const paper = ['certificate', 'issue', '--type', 'compliance', '--number', 'HG-1', '--category', 'agri'];
    await world.good('grower', ...paper, '--lot', LOT, '--result', 'pass');
    const made = {
      at: new Date(),
      ...line('2000.50'),
      category: 'agri',
      origin: '山东省栖霞市',
      harvested: '2026-10-20',
    };
    const about = { product: { zh: '烟台红富士苹果' }, certificate: { issuer: GROWER, number: 'HG-1' } };
    await send('grower', commissioning({ ...made, ...about }));
  });
  after(() => world.stop());

  it('takes a delivery back that was never sent: the goods are in stock again, and both events are told', async () => {
    const id = await send('grower', ship('500'));
    expect(await held('grower')).to.include('1500.5 KGM');
    const entry = entryUrn(id, 0);
    const checked = await world.run('grower', 'correct', entry, '--reason', 'did_not_occur', '--check');
    expect(checked.code, checked.err).to.equal(0);
    expect(checked.out).to.include('acceptable').and.to.include('shipping').and.to.include('× 500 KGM');
    expect(await held('grower')).to.include('1500.5 KGM');
    const done = await world.run('grower', 'correct', entry, '--reason', 'did_not_occur', '--lang', 'zh');
    expect(done.code, done.err).to.equal(0);
    expect(done.out).to.include(`声明有误，条目 ${id}#0`);
    expect(await held('grower')).to.include('2000.5 KGM');
    const { code, data } = await world.cli.json(['item', LOT], world.env());
    expect(code).to.equal(0);
    const steps = (data as Verdict).story?.steps.slice(-2) ?? [];
    const [wrong, declared] = steps.filter((step) => !('certificate' in step));
    expect(wrong).to.deep.include({ ref: `${id}#0`, corrected: declared?.ref });
    expect(declared).to.deep.include({ step: 'shipping', corrects: `${id}#0` });
    const journey = (await world.run(undefined, 'item', LOT)).out;
    expect(journey).to.include('[declared wrong later]').and.to.include(`[declares entry ${id}#0 wrong`);
    // What was done already is said so, as with any document that is sent again.
    const again = await world.run('grower', 'correct', entry, '--reason', 'did_not_occur');
    expect(again.code).to.equal(0);
    expect(again.out).to.include('recorded before');
  });

  it('names one of several events by its place or its id, and the event that says it right', async () => {
    const events = ['10', '20', '30'].map((quantity) => ({ ...ship(quantity), eventID: `urn:x:${quantity}` }));
    await writeFile(world.cli.path('three.json'), `[${events.map((each) => entryText(each)).join(',')}]`);
    const id = await world.good('grower', 'send', 'three.json');
    const wrong = (...more: string[]) => ['--reason', 'incorrect_data', ...more];
    // A shell takes what begins with a dash for an option: then the URN is the way.
    if (!id.startsWith('-')) {
      const which = await world.run('grower', 'correct', id, ...wrong());
      expect(which.code).to.equal(2);
      expect(which.err).to.include('3 entries');
      expect((await world.run('grower', 'correct', id, ...wrong('--event', 'urn:x:2'))).err).to.include('NOT_FOUND');
      await world.good('grower', 'correct', id, ...wrong('--event', 'urn:x:30', '--corrective', 'urn:x:31'));
    } else await world.good('grower', 'correct', entryUrn(id, 2), ...wrong('--corrective', 'urn:x:31'));
    expect(await held('grower')).to.include('1970.5 KGM');
    // Those before it are of the same stock.
    expect(await world.bad('grower', 'correct', entryUrn(id, 1), ...wrong())).to.deep.equal(['BUILT_UPON']);
  });

  it('tells what cannot be taken back, and why, in both languages', async () => {
    const id = await send('grower', ship('40'));
    const receive = receiving({ at: new Date(), shipment: `${id}#0`, lines: [line('40')] });
    await send('distributor', receive);
    const args = ['correct', entryUrn(id, 0), '--reason', 'incorrect_data'];
    expect(await world.bad('grower', ...args)).to.deep.equal(['BUILT_UPON']);
    expect((await world.run('grower', ...args)).out).to.include('cannot be corrected any more');
    expect((await world.run('grower', ...args, '--lang', 'zh')).out).to.include('不能再更正');
    // Of another's event one may know, and say nothing.
    const other = await world.run('distributor', ...args);
    expect([other.code, other.err]).to.have.property('0', 1);
    expect(other.err).to.include('ORIGINAL_UNKNOWN');
  });

  it('refuses what is wrong with the command itself', async () => {
    const id = await send('grower', ship('1'));
    const entry = entryUrn(id, 0);
    const nobody = entryUrn('A'.repeat(43), 0);
    for (const [args, exit, code] of [
      [[entry], 2, '--reason'],
      [[entry, '--reason', 'oops'], 1, 'FIELD_VALUE'],
      [['nothing', '--reason', 'incorrect_data'], 1, 'IDENTIFIER_INVALID'],
      [['urn:x:1', '--reason', 'incorrect_data'], 1, 'IDENTIFIER_INVALID'],
      [[nobody, '--reason', 'incorrect_data'], 1, 'NOT_FOUND'],
      [[entryUrn(id, 7), '--reason', 'incorrect_data'], 1, 'NOT_FOUND'],
      [[entry, '--reason', 'incorrect_data', '--corrective', 'no uri'], 1, 'EPCIS_URI_INVALID'],
    ] as const) {
      const { code: ended, out, err } = await world.run('grower', 'correct', ...args);
      expect(out + err, args.join(' ')).to.include(code);
      expect(ended, args.join(' ')).to.equal(exit);
    }
    expect((await world.run(undefined, 'correct', entry, '--reason', 'incorrect_data')).code).to.equal(2);
    // It still stands.
    expect(await held('grower')).to.include('1929.5 KGM');
  });
});
