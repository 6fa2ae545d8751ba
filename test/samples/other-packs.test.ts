import { expect } from 'chai';
import { GatewayClient, proveKey, publication, registration, signDocument } from '@suyuan/client';
import type { CategoryEntry, CategoryPack, Kind, ParticipantEntry } from '@suyuan/domain';
import { PACKS } from '../support/packs.js';
import { SampleLedger } from './sample-ledger.js';

/** What the samples do on a ledger that was in use before this program's packs. */
describe('the sample chains over a ledger that has other packs', function () {
  this.timeout(60_000);
  let ledger: SampleLedger;
  let client: GatewayClient;

  const packOf = (id: string): CategoryPack => PACKS.find((pack) => pack.id === id) ?? expect.fail(id);

  /** As the regulator, and known to the gateway. */
  async function record(kind: Kind, entry: ParticipantEntry | CategoryEntry): Promise<void> {
    const { aud } = await client.ledger();
    const document = await signDocument(kind, [entry], { aud, signer: ledger.regulator });
    const { results } = await client.send([document]);
    expect(results.map(({ status }) => status)).to.deep.equal(['accepted']);
    await ledger.watcher.reaches(results[0]?.record?.block ?? expect.fail('in no block'));
  }

  before(async () => {
    ledger = await SampleLedger.start();
    client = new GatewayClient(ledger.url);
    const identity = ledger.chains[0]?.regulator ?? expect.fail('no regulator');
    await record('participant', registration({ ...identity, proof: await proveKey(ledger.regulator) }));
    const { retention, ...rest } = packOf('general');
    await record('category', publication({ ...rest, retention: { ...retention, days: retention.days + 1 } }));
    await record('category', publication({ ...packOf('fertilizer'), version: '0.9.0' }));
  });
  after(() => ledger.stop());

  it('stop where a version has another text, amend an older one, and go on with the rest', async () => {
    const lines: string[] = [];
    const [general, fertilizer] = await ledger.run((line) => lines.push(line), ['general', 'fertilizer']);
    expect(general).to.include({ category: 'general', added: 0, existing: 0, refused: 0 });
    expect(general?.differences).to.have.length(1);
    // What it is, in what, and which file it is compared with.
    expect(general?.differences[0]).to.match(/ CATEGORY_DIFFERS .*retention[^]*domain\/packs\/general\.json/);
    expect(lines[0]).to.match(/^! .*: 0 added, 0 existing, 0 refused as expected, 1 wrong$/);
    expect(fertilizer).to.include({ category: 'fertilizer' });
    expect(fertilizer?.differences).to.deep.equal([]);
    expect(fertilizer?.added).to.be.above(0);

    const { categories } = await client.categories();
    const inForce = categories.find(({ id }) => id === 'fertilizer');
    expect(inForce?.version).to.equal(packOf('fertilizer').version);
  });
});
