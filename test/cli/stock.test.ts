import { packing, receiving, shipping, unitCommissioning } from '@suyuan/client';
import {
  creditCodeCheck,
  type ContainerHoldingsAnswer,
  type SerialsAnswer,
  type UnitHoldingsAnswer,
} from '@suyuan/domain';
import { expect } from 'chai';
import { LOT } from '../client/ledger/apples.js';
import { UNIT_PACK } from '../support/unit-world.js';
import { CliWorld } from './cli-world.js';

const [REGULATOR, MAKER, DEALER] = ['11370686K28065178', '93370686MA7K4T2E6', '91410122MA9G3R6X6'].map(
  (seed) => seed + creditCodeCheck(seed),
) as [string, string, string];
const CARTON = '00/069012345600000015';

describe('suyuan, the command line: units and containers in stock', function () {
  this.timeout(120_000);
  let world: CliWorld;
  const unit = (serial: string): string => LOT.replace(/10\/.*$/, `21/${serial}`);

  before(async () => {
    world = await CliWorld.start({ regulator: REGULATOR, maker: MAKER, dealer: DEALER });
    await world.register('regulator', 'regulator');
    await world.register('maker', 'producer', '--prefix', '690123456');
    await world.register('dealer', 'distributor');
    await world.publish(UNIT_PACK);
    const release = ['certificate', 'issue', '--type', 'release', '--number', 'B1', '--category', 'drug', '--lot', LOT];
    await world.good('maker', ...release, '--result', 'pass');
    const batch = LOT.split('/').at(-1) ?? '';
    const certificates = [{ issuer: MAKER, number: 'B1' }];
    const ilmd = { 'cbvmda:itemExpirationDate': '2028-11-01' };
    const about = { category: 'drug', product: { zh: '阿莫西林胶囊', en: 'Amoxicillin' }, batch, certificates, ilmd };
    const units = ['A1', 'A2', 'A3'].map(unit);
    const birth = unitCommissioning({ at: new Date(), units, ...about });
    await world.good('maker', 'send', await world.event('birth.json', birth));
    const pack = packing({ at: new Date(), container: CARTON, items: [unit('A1')] });
    await world.good('maker', 'send', await world.event('pack.json', pack));
  });
  after(() => world.stop());

  it('shows containers with what is in them, and how many single units there are', async () => {
    const { out } = await world.run('maker', 'holdings');
    expect(out)
      .to.match(/container\s+quantity\s+product\s+lot/)
      .and.to.match(/units\s+attached\s+product\s+lot/);
    expect(out).to.match(new RegExp(`${CARTON}\\s+1 H87\\s+Amoxicillin\\s+${LOT}`));
    expect(out).to.match(new RegExp(`2\\s+0\\s+Amoxicillin\\s+${LOT}`));
    const { data } = await world.cli.json(['holdings'], world.env('maker'));
    const { holdings, containers, units } = data as { holdings: unknown[] } & ContainerHoldingsAnswer &
      UnitHoldingsAnswer;
    expect(holdings).to.deep.equal([]);
    expect(containers.map(({ container }) => container)).to.deep.equal([CARTON]);
    expect(units.map(({ lot, count }) => [lot, count])).to.deep.equal([[LOT, 2]]);
  });

  it('lists the units of a batch, for a regulator too', async () => {
    expect((await world.run('maker', 'holdings', '--batch', LOT)).out).to.match(
      /unit\s+attached\n.*21\/A2.*\n.*21\/A3/,
    );
    const { data } = await world.cli.json(
      ['holdings', '--batch', `/${LOT}`, '--participant', MAKER],
      world.env('regulator'),
    );
    expect((data as SerialsAnswer).units).to.deep.equal([{ unit: unit('A2') }, { unit: unit('A3') }]);
    expect((await world.run('regulator', 'holdings')).out).to.include('Nothing.');
  });

  it('names containers and units among deliveries, and which of them did not come', async () => {
    const goods = [CARTON, unit('A2')];
    const sent = shipping({ at: new Date(), from: MAKER, to: DEALER, goods });
    const id = await world.good('maker', 'send', await world.event('ship.json', sent));
    const rows = (out: string): string[] => out.split('\n').filter((line) => line.includes(`${id}#0`));
    const [carton, loose] = rows((await world.run('maker', 'deliveries', '--out')).out);
    expect(carton).to.match(new RegExp(`in transit .* 1\\s+${CARTON} `));
    expect(loose).to.include(unit('A2'));
    const came = receiving({ at: new Date(), shipment: `${id}#0`, goods: [CARTON] });
    await world.good('dealer', 'send', await world.event('receive.json', came));
    const [, missing] = rows((await world.run('dealer', 'deliveries')).out);
    expect(missing).to.match(/received .* 0\/1\s/);
  });
});
