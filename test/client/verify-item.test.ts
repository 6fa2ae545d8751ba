import { receiving, verifyItem, verifyWithNoble, type Verdict } from '@suyuan/client';
import type { ItemAnswer } from '@suyuan/domain';
import { expect } from 'chai';
import { failed } from './failed.js';
import { gather, LOT, OTHER_LOT, story, type Cast } from './ledger/apples.js';
import { pageOf } from './ledger/page-of.js';

describe('client verdict', () => {
  let cast: Cast;
  let answer: ItemAnswer;
  before(async () => {
    cast = await gather();
    await story(cast);
    answer = cast.ledger.item(LOT);
  });

  const verify = (given: ItemAnswer | ItemAnswer[] = answer, item = LOT): Promise<Verdict> =>
    verifyItem(given, { item, pin: cast.regulator.thumbprint, now: cast.ledger.now });

  it('tells a journey from its signed entries alone', async () => {
    const verdict = await verify();
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.ok).to.equal(true);
    const told = verdict.story;
    expect(told?.product).to.deep.equal({ zh: '烟台红富士苹果', en: 'Yantai Fuji apples' });
    expect(told?.maker.name?.zh).to.equal('翠谷红苹果专业合作社');
    expect(told).to.include({ item: LOT, origin: '山东省栖霞市翠屏街道', harvested: '2026-10-20', uom: 'KGM' });
    expect(told?.steps.map(({ step }) => step)).to.deep.equal([
      'certificate',
      'commissioning',
      'shipping',
      'receiving',
      'shipping',
      'certificate',
    ]);
    expect(told?.quantities).to.deep.equal({
      commissioned: '2000',
      held: '1888.25',
      inTransit: '100.25',
      decommissioned: '0',
      missing: '11.5',
      sampled: '0',
      sold: '0',
      consumed: '0',
      packed: '0',
      used: '0',
    });
    expect(told?.holdings.map(({ party, quantity }) => [party.name?.zh, quantity])).to.deep.equal([
      ['翠谷红苹果专业合作社', '1500'],
      ['豫鲜达果品供应链', '388.25'],
    ]);
    expect(told?.discrepancies.map(({ missing, received, quantity }) => [quantity, received, missing])).to.deep.equal([
      ['500', '488.5', '11.5'],
    ]);
    expect(told?.inTransit.map(({ to, quantity }) => [to.name?.zh, quantity])).to.deep.equal([
      ['中原生鲜超市', '100.25'],
    ]);
    expect(told?.certificates.map(({ type, status, items }) => [type, status, items.length])).to.deep.equal([
      ['compliance', 'valid', 0],
      ['inspection', 'valid', 1],
    ]);
    expect(verdict.unknown.map(({ id }) => id)).to.deep.equal(['omission', 'order', 'licences']);
    expect(verdict.ledger).to.include({ height: answer.ledger.height, time: answer.ledger.time });
  });

  it('is the same without WebCrypto, and for every way to write the item', async () => {
    const options = { pin: cast.regulator.thumbprint, now: cast.ledger.now };
    const expected = await verify();
    for (const item of [`/${LOT}`, `https://trace.example/${LOT}#r=x`, `https://id.gs1.org/${LOT}`]) {
      expect(await verifyItem(answer, { ...options, item, verify: verifyWithNoble })).to.deep.equal(expected);
    }
  });

  it('shows of a delivery of two lots what is of each', async () => {
    const verdict = await verify(cast.ledger.item(OTHER_LOT), OTHER_LOT);
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.story?.quantities).to.include({ commissioned: '10', held: '10', missing: '0' });
  });

  it('takes a journey in pages, all of them', async () => {
    const pages = [pageOf(answer, 0, 2, 'x'), pageOf(answer, 2, 4, 'y'), pageOf(answer, 4)];
    expect(pages.map(({ shipments, holdings }) => shipments.length + holdings.length)).to.deep.equal([0, 2, 2]);
    const whole = await verify(pages);
    expect(failed(whole)).to.deep.equal({});
    expect(whole.story).to.deep.equal((await verify()).story);
    expect(failed(await verify(pages.slice(1)))).to.include.keys('signers');
    const [first, ...others] = pages;
    if (first === undefined) throw new Error('no page');
    const [, ...fewer] = first.certificates;
    expect(failed(await verify([{ ...first, certificates: fewer }, ...others]))).to.have.keys('certificates');
  });

  it('says of a journey without its end that it has none, and judges no record by it', async () => {
    const verdict = await verify([pageOf(answer, 0, 2, 'x'), pageOf(answer, 2, 4, 'y')]);
    expect(failed(verdict)).to.deep.equal({ journey: ['JOURNEY_INCOMPLETE'], quantities: [] });
    expect(verdict.ok).to.equal(false);
  });

  it('holds each page against what was recorded when it was told', async () => {
    const later = await gather();
    await story(later);
    const check = (pages: readonly ItemAnswer[]) =>
      verifyItem(pages, { item: LOT, pin: later.regulator.thumbprint, now: later.ledger.now });
    const before = later.ledger.item(LOT);
    const shipment = before.journey[4] ?? '#0';
    const lines = [{ lot: LOT, quantity: '100.25', uom: 'KGM' }];
    const at = new Date(later.ledger.now * 1000);
    await later.ledger.send('events', later.retailer, receiving({ at, shipment, lines }));
    const after = later.ledger.item(LOT);
    const pages = [pageOf(before, 0, 5, 'x'), pageOf(after, 5)];
    expect(pages.map((page) => page.shipments.map(({ shipment: { status } }) => status))).to.deep.equal([
      ['received', 'in_transit'],
      [],
    ]);
    const verdict = await check(pages);
    expect(failed(verdict)).to.deep.equal({});
    expect(verdict.story?.inTransit).to.deep.equal([]);
    // The same page as of a later height would be a lie.
    const [first] = pages;
    if (first === undefined) throw new Error('no page');
    expect(failed(await check([{ ...first, ledger: after.ledger }, pageOf(after, 5)]))).to.have.keys('quantities');
  });

  it('refuses another pin, another item, another ledger', async () => {
    const options = { item: LOT, pin: cast.regulator.thumbprint, now: cast.ledger.now };
    const other = await verifyItem(answer, { ...options, pin: cast.grower.thumbprint });
    expect(failed(other).keys?.[0]).to.equal('ROOT_NOT_PINNED');
    expect(other.ok).to.equal(false);
    expect(other.story).to.equal(undefined);
    expect(failed(await verify(answer, OTHER_LOT))).to.include.keys('item');
    expect(failed(await verifyItem(answer, { ...options, aud: `${cast.ledger.aud}0` }))).to.include.keys('ledger');
    expect(failed(await verify({ ...answer, ledger: { ...answer.ledger, aud: 'urn:x' } }))).to.include.keys('ledger');
  });

  it('never throws, whatever the answer is', async () => {
    for (const odd of [null, {}, [], 'x', { item: LOT, evidence: { documents: { x: null } } }, [null]]) {
      expect(await verify(odd as unknown as ItemAnswer)).to.include({ ok: false });
    }
  });
});
