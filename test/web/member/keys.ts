import { expect } from 'chai';
import { done, extractable, fill, preview, send, tab } from '../support/member-page.js';
import { ORCHARD, type MemberPages } from './member-pages.js';

/** A firm makes its first key, and is registered with it. */
export function firstKey(pages: MemberPages): void {
  let proof: string;

  it('makes a key that nobody can read out, and the proof for the regulator', async () => {
    const maker = await pages.enter();
    pages.maker = maker;
    await fill(maker, { participant: `${ORCHARD.slice(0, 17)}0` });
    await maker.getByRole('button', { name: '生成密钥' }).click();
    await maker.locator('#participant-problem', { hasText: '校验' }).waitFor();
    await fill(maker, { participant: ORCHARD, label: '果园 1 号' });
    // Twice in a row is once.
    await maker.getByRole('button', { name: '生成密钥' }).dblclick();
    await maker.getByRole('heading', { name: '等待监管方登记' }).waitFor();
    await maker.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[name=own-proof]')?.value !== '');
    proof = await maker.locator('[name=own-proof]').inputValue();
    expect(proof.split('.')).to.have.length(3);
    expect(await extractable(maker)).to.deep.equal([false]);
  });

  it('finds the key again after the page was closed', async () => {
    const { maker } = pages;
    await maker.reload();
    await maker.getByText('果园 1 号').waitFor();
    await maker.getByRole('button', { name: '使用' }).click();
    await maker.getByRole('heading', { name: '等待监管方登记' }).waitFor();
  });

  it('lets the regulator register it, after seeing what is signed', async () => {
    const regulator = await pages.enterWith(pages.product.regulatorKey);
    pages.regulator = regulator;
    await fill(regulator, { proof: proof.slice(0, -4) });
    await preview(regulator);
    await regulator.locator('#division-problem', { hasText: '此项必填' }).waitFor();
    await fill(regulator, { proof });
    await regulator.getByText(`申请方 ${ORCHARD}`).waitFor();
    await fill(regulator, {
      zh: '蓬莱海风果园',
      en: 'Penglai Seabreeze Orchard',
      division: '370614',
      prefixes: '69777770',
    });
    await preview(regulator);
    await regulator.getByText('至少选一个角色').waitFor();
    await regulator.locator('[name=role-producer]').check();
    await preview(regulator);
    const shown = await regulator.locator('.sign').innerText();
    expect(shown).to.include(ORCHARD).and.to.include('蓬莱海风果园').and.to.include('"action": "register"');
    // Nothing is sent by a check.
    await regulator.getByRole('button', { name: '先检查，不提交' }).click();
    await regulator.getByText('检查通过，可以提交').waitFor();
    expect(await send(regulator)).to.include('已写入账本');
    await done(regulator);
    await regulator.locator('.rows').getByText('蓬莱海风果园').waitFor();
  });
}

/** A firm that is registered adds another. */
export function secondKey(pages: MemberPages): void {
  it('adds a second key, made elsewhere', async () => {
    const { maker } = pages;
    const other = await pages.enter();
    await fill(other, { participant: ORCHARD });
    await other.getByRole('button', { name: '生成密钥' }).click();
    await other.getByText('没有登记这把密钥').waitFor();
    await other.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('[name=own-proof]')?.value !== '');
    const second = await other.locator('[name=own-proof]').inputValue();
    await tab(maker, '密钥');
    await fill(maker, { proof: second, label: '备用' });
    await preview(maker);
    expect(await send(maker)).to.include('已写入账本');
    await done(maker);
    await maker.getByText('备用').waitFor();
    await other.getByRole('button', { name: '已登记？重新查询' }).click();
    await other.locator('.tabs').waitFor();
  });
}
