import { expect } from 'chai';
import { inChromium } from './support/chromium.js';
import { addChain, startProduct, type Product } from './support/product.js';
import { shot, sideways, visitor } from './support/visitor.js';

/** Of the sample chain of general goods: a pallet that a dealer has opened in part, and a bundle on it. */
const PALLET = '00/369981007000000034';
const BUNDLE = '00/369981007000000027';
const LOT = '01/06998100700279/10/NX-SW-0911';

inChromium('a container’s page', function () {
  this.timeout(60_000);
  let product: Product;

  before(async function () {
    this.timeout(180_000);
    product = await startProduct();
    await addChain(product, 'general');
  });

  const { at, come } = visitor(() => product.origin);

  it('says who has it and what it went through, checked here, and what is inside as the gateway says', async () => {
    const page = await at(`/${PALLET}#r=${product.pin}`);
    await page.locator('#journey-heading').waitFor();
    await shot(page, 'pallet-zh');
    expect(await page.locator('#verdict-heading').innerText()).to.equal('流转已在本机核实');
    const text = await page.locator('article').innerText();
    expect(text).to.include('持有方').and.to.include('里面有什么（网关所说）');
    expect(await page.locator('.timeline > li').count()).to.equal(4);
    expect(await page.locator('.contents').first().innerText()).to.include('24 平方米');
    expect(await page.locator(`.contents a[href="/${BUNDLE}"]`).count()).to.equal(1);
    expect(await page.locator(`.contents a[href="/${LOT}"]`).count()).to.equal(1);
  });

  it('says what it took on trust, as goods do: at the first visit, where no label says whose key it is', async () => {
    const page = await at(`/${PALLET}`);
    await page.locator('#journey-heading').waitFor();
    const note = page.locator('.verdict-note');
    expect(await note.innerText()).to.include('首次');
    await page.reload();
    await page.locator('#journey-heading').waitFor();
    expect(await note.count()).to.equal(0);
  });

  it('says the same in English, and on a phone nothing hangs over', async () => {
    const page = await at(`/${BUNDLE}?lang=en`, { viewport: { width: 360, height: 740 } });
    await page.locator('#journey-heading').waitFor();
    await shot(page, 'bundle-en');
    expect(await page.locator('#verdict-heading').innerText()).to.equal('Journey verified on this device');
    expect(await page.locator(`a[href="/${PALLET}"]`).first().innerText()).to.equal(PALLET);
    expect(await sideways(page)).to.equal(0);
  });

  it('tells of a lot what of it is in containers', async () => {
    const page = await at(`/${LOT}#r=${product.pin}`);
    await page.locator('.stock').waitFor();
    await shot(page, 'lot-zh');
    expect(await page.locator('#verdict-heading').innerText()).to.equal('已在本机核实');
    expect(await page.locator('.stock').innerText()).to.include('在 1 个容器内');
  });

  it('says so where its script cannot be fetched, and shows it once it can', async () => {
    const { page, complaints } = await come();
    await page.route('**/assets/container-*.js', (route) => route.abort('internetdisconnected'));
    await page.goto(`/${PALLET}#r=${product.pin}`);
    await page.getByRole('heading', { name: '连不上溯源网关' }).waitFor();
    await page.unroute('**/assets/container-*.js');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('#journey-heading').waitFor();
    expect(await page.locator('#verdict-heading').innerText()).to.equal('流转已在本机核实');
    expect(complaints.splice(0).every((text) => text.includes('ERR_INTERNET_DISCONNECTED'))).to.equal(true);
  });

  it('says that nobody knows of a container, where nobody does', async () => {
    const page = await at('/00/369981007000000096');
    await page.locator('h1').first().waitFor();
    expect(await page.locator('h1').first().innerText()).not.to.equal('');
    expect(await page.locator('#journey-heading').count()).to.equal(0);
  });
});
