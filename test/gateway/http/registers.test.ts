import { expect } from 'chai';
import {
  certificate,
  commissioning,
  generateKey,
  product,
  productDelegation,
  verifyItem,
  webSigner,
} from '@suyuan/client';
import {
  creditCodeCheck,
  type ItemAnswer,
  type LicencesAnswer,
  type Problem,
  type ProductAnswer,
} from '@suyuan/domain';
import { lotPath, World } from './world.js';

describe('gateway: the registers over HTTP', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.populate();
  });
  after(() => world.stop());

  const code = async (path: string): Promise<[number, string]> => {
    const { status, json } = await world.get(path);
    return [status, (json as Problem).code];
  };

  it('tells everybody a participant’s licences', async () => {
    const { laboratory, grower } = world.cast;
    const answer = await world.get(`/api/v1/participants/${laboratory.participant}/licences`);
    const { licences } = answer.json as LicencesAnswer;
    expect(licences.map(({ type }) => type)).to.deep.equal(['accreditation']);
    expect(licences[0]?.licences[0]).to.include({ number: 'CATL-2026-0001', status: 'valid' });
    const none = await world.get(`/api/v1/participants/${grower.participant}/licences`);
    expect(none.json).to.deep.equal({ participant: grower.participant, licences: [] });
    expect(await code('/api/v1/participants/91110000802100433B/licences')).to.deep.equal([404, 'NOT_FOUND']);
  });

  it('tells everybody a product, and shows by what right another made it', async () => {
    const { grower, regulator } = world.cast;
    const lot = lotPath('D1');
    const gtin = lot.split('/')[1] ?? '';
    expect(await code(`/api/v1/products/${gtin}`)).to.deep.equal([404, 'NOT_FOUND']);
    expect((await code(`/api/v1/products/${gtin.slice(0, 13)}${(Number(gtin[13]) + 1) % 10}`))[1]).to.equal(
      'CHECK_DIGIT',
    );
    expect((await code('/api/v1/products/nonsense'))[1]).to.equal('IDENTIFIER_INVALID');

    const seed = '91370683MA0000123';
    const contractor = webSigner(await generateKey(seed + creditCodeCheck(seed)));
    await world.register(contractor, '代工厂', 'producer', { division: '370683' });
    await world.send('product', grower, product({ gtin, name: { zh: '红富士' }, category: 'agri' }));
    await world.send('product', grower, productDelegation(gtin, [contractor.participant]));
    const shown = (await world.get(`/api/v1/products/${gtin.slice(1)}`)).json as ProductAnswer;
    expect(shown.product).to.deep.include({ gtin, maker: grower.participant, delegates: [contractor.participant] });

    const about = { type: 'compliance', number: 'D1', category: 'agri', lots: [lot], issued: '2026-10-21' };
    await world.send('certificate', contractor, certificate({ ...about, result: 'pass' }));
    const made = { at: new Date(), lot, quantity: '10', uom: 'KGM', category: 'agri', origin: '山东省' };
    const voucher = { issuer: contractor.participant, number: 'D1' };
    await world.send('events', contractor, commissioning({ ...made, product: { zh: '红富士' }, certificate: voucher }));
    const item = (await world.get(`/api/v1/items/${lot}`)).json as ItemAnswer;
    const options = { pin: regulator.thumbprint, item: lot, now: item.ledger.time ?? 0, aud: world.aud };
    const verdict = await verifyItem(item, options);
    expect(verdict.ok, JSON.stringify(verdict.checks)).to.equal(true);
    expect(item.journey).to.have.length(2);
  });
});
