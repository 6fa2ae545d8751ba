import { GatewayClient, sampling, signDocument } from '@suyuan/client';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { expect } from 'chai';
import { done, fill, preview, send, tab } from '../support/member-page.js';
import { ORCHARD, PATH, type MemberPages } from './member-pages.js';

/** What a laboratory and a regulator do there. */
export function authorities(pages: MemberPages): void {
  /** A regulator's official sample of the lot, for the sample laboratory. */
  const sample = async (): Promise<void> => {
    const signer = fileSigner(await readKeyFile(pages.product.regulatorKey));
    const { participant } = await readKeyFile(pages.product.keyOf('laboratory'));
    const client = new GatewayClient(pages.product.origin, { signer });
    const lines = [{ lot: PATH, quantity: '1', uom: 'KGM' }];
    const event = sampling({ at: new Date(), from: ORCHARD, to: participant, lines });
    const { aud } = await client.ledger();
    const { results } = await client.send([await signDocument('events', [event], { aud, signer })]);
    expect(results[0]?.status, JSON.stringify(results)).to.equal('accepted');
  };

  it('issues a laboratory’s report, which stops trade when it fails', async () => {
    await sample();
    const laboratory = await pages.enterWith(pages.product.keyOf('laboratory'));
    await tab(laboratory, '出具证书');
    await fill(laboratory, { number: 'WEB-JC-1', lots: `https://id.gs1.org/${PATH}` });
    await fill(laboratory, { items: '毒死蜱 | GB 23200.113 | 0.2 mg/kg | ≤ 0.05 mg/kg' });
    await preview(laboratory);
    await laboratory.locator('#items-problem', { hasText: '第 1 行' }).waitFor();
    await fill(laboratory, { items: '毒死蜱 | GB 23200.113 | 0.2 mg/kg | ≤ 0.05 mg/kg | 不合格' });
    await laboratory.locator('[name=result]').selectOption('fail');
    await preview(laboratory);
    expect(await send(laboratory)).to.include('已写入账本');
    const consumer = await pages.enter(`/${PATH}`);
    expect(await consumer.locator('#verdict-heading').innerText()).to.include('已停止流通');
  });

  it('shows and grants licences, and suspends them', async () => {
    const { regulator } = pages;
    const row = () => regulator.locator('.row', { hasText: '农产品检测中心' }).first();
    await row().getByRole('button', { name: '许可' }).click();
    await regulator.locator('.row', { hasText: 'CATL-SD-2024-0613' }).getByText('有效').waitFor();
    await preview(regulator);
    await regulator.locator('#number-problem', { hasText: '此项必填' }).waitFor();
    await regulator.locator('[name=type]:visible').selectOption('accreditation');
    await fill(regulator, {
      number: 'WEB-CATL-1',
      scopes: 'rapid_test',
      from: '2026-01-01',
      authority: '省农业农村厅',
    });
    await preview(regulator);
    expect(await regulator.locator('.sign').innerText())
      .to.include('"scopes"')
      .and.to.include('rapid_test');
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    const granted = () => regulator.locator('.row', { hasText: 'WEB-CATL-1' });
    await granted().getByRole('button', { name: '暂停' }).click();
    await fill(regulator, { reason: '能力验证不合格' });
    await preview(regulator);
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    await granted().getByText('已暂停').waitFor();
    await regulator.getByRole('button', { name: '返回主体登记' }).click();
  });

  it('suspends and readmits', async () => {
    const { regulator } = pages;
    const row = () => regulator.locator('.row', { hasText: '蓬莱海风果园' });
    for (const [act, status] of [
      ['暂停', '已暂停'],
      ['恢复', '正常'],
    ] as const) {
      await row().getByRole('button', { name: act }).click();
      await fill(regulator, { reason: '例行核查' });
      await preview(regulator);
      expect(await send(regulator)).to.include('已写入账本');
      await done(regulator);
      await row().getByText(status).waitFor();
    }
  });
}
