import { expect } from 'chai';
import { documentId } from '@suyuan/client';
import { fromBase64url, type DocumentsAnswer } from '@suyuan/domain';
import { codes, refusal } from './outcomes.js';
import { World } from './world.js';

describe('gateway: a document that is recorded', () => {
  let world: World;
  before(async () => {
    world = await World.start();
    await world.populate();
    await world.commission('A1', '100');
  });
  after(() => world.stop());

  let n = 0;
  /** Of so much, each another: as text, so that it can be signed once more. */
  const ship = (): string => {
    const { grower, distributor } = world.cast;
    const event = world.shippingOf('A1', '1', grower, distributor);
    const quantity = `0.${String(++n).padStart(3, '0')}`;
    return JSON.stringify(event).replace(/"quantity":(1|\{[^}]*\})/, `"quantity":${quantity}`);
  };
  const events = (...texts: string[]) => world.sign('events', world.cast.grower, texts);

  it('is answered with its record when it is sent again, and changes nothing', async () => {
    const document = await events(ship());
    const first = (await world.post(document)).json as DocumentsAnswer;
    const height = world.embedded.height;
    const again = await world.post(document);
    expect(again.status).to.equal(200);
    const [result] = (again.json as DocumentsAnswer).results;
    expect(result).to.deep.equal({ ...first.results[0], status: 'existing' });
    expect(world.embedded.height).to.equal(height);
  });

  it('is known with the twin of its signature', async () => {
    const document = await events(ship());
    const first = (await world.post(document)).json as DocumentsAnswer;
    const twin = { ...document, jws: document.jws.slice(0, -86) + malleated(document.jws.slice(-86)) };
    const [result] = ((await world.post(twin)).json as DocumentsAnswer).results;
    expect(result).to.deep.equal({ ...first.results[0], status: 'existing' });
  });

  it('is refused with a signature that is none', async () => {
    const document = await events(ship());
    await world.post(document);
    const forged = { ...document, jws: document.jws.slice(0, -86) + 'A'.repeat(86) };
    expect(refusal(await world.post(forged)).code).to.equal('SIGNATURE_INVALID');
  });

  it('is found again when its events were signed once more', async () => {
    const text = ship();
    const first = await events(text);
    await world.post(first);
    const second = await events(text);
    expect(documentId(second)).to.not.equal(documentId(first));
    const [result] = ((await world.post(second)).json as DocumentsAnswer).results;
    expect(result).to.include({ status: 'existing' });
    expect(result?.record?.document).to.equal(documentId(first));
  });

  it('is refused where only some of its events are recorded', async () => {
    const [known, fresh] = [ship(), ship()];
    await world.post(await events(known));
    const problem = refusal(await world.post(await events(fresh, known)));
    expect(problem.results[0]?.errors).to.have.length(1);
    expect(problem.results[0]?.errors?.[0]).to.include({ entry: 1, code: 'DUPLICATE_EVENT' });
  });

  it('is told twice when it stands twice in one request', async () => {
    const document = await events(ship());
    const answer = await world.post({ documents: [document, document] });
    expect(codes(answer)).to.have.members(['accepted', 'existing']);
  });

  it('is judged alike by a check', async () => {
    const document = await events(ship());
    const before = await world.post(document, {}, '?check=true');
    expect(codes(before)).to.deep.equal(['acceptable']);
    expect(codes(await world.post(document))).to.deep.equal(['accepted']);
    expect(codes(await world.post(document, {}, '?check=true'))).to.deep.equal(['existing']);
  });
});

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** (r, −s): as good a signature as (r, s). */
function malleated(signature: string): string {
  const bytes = fromBase64url(signature);
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).toString('hex')}`);
  const twin = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  return Buffer.concat([bytes.subarray(0, 32), twin]).toString('base64url');
}
