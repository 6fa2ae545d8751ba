import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { auditBlocks } from '../support/audit.js';
import { unbalanced } from '../support/conservation.js';
import { Firm } from '../support/firm.js';
import { rebuild } from '../support/oracle.js';
import { startEmbeddedLedger, type EmbeddedLedger } from './embedded-ledger.js';
import { Load } from './load.js';
import { Market, patiently } from './market.js';

const KILLS = 30;
/** Some 70 s on two quiet cores; a busy machine takes longer to raise a process (ms). */
const LONGEST = 300_000;
const HANDS = 50;
/** Two hands a lot. */
const LOTS = 25;
/** Every so many kills one comes within so long (ms) of the start: clients are still looking for it. */
const EARLY = { every: 5, ms: 100 };
/** All others come within so long (ms) of the first word that clients have of it again, at most so long after it. */
const LIFE = 500;
const SILENCE = 3000;

describe('the embedded ledger, killed again and again under load', function () {
  this.timeout(LONGEST);
  let under: EmbeddedLedger;
  let market: Market;

  before(async () => {
    const regulator = new Firm('11100000000013127D');
    // Kills are what is tested, not the pauses that spare a machine from a program that can't start.
    under = await startEmbeddedLedger(regulator.thumbprint, { longestWaitMs: 50 });
    market = await Market.open(under, regulator);
    await market.must(regulator, 'participant', [market.registration(regulator, '市场监督管理局', ['regulator'])]);
    await market.settle();
  });

  after(async () => {
    await market.close();
    await under.stop();
  });

  it(`${KILLS} times, loses nothing that it acknowledged and doubles nothing`, async () => {
    const lots = await Promise.all(Array.from({ length: LOTS }, () => market.lot('10000', market.newLot())));
    // Small bundles, several in flight: a kill finds them in every state.
    const gateways = await Promise.all(
      [0, 1].map((i) => under.connect(i, { bundles: { lanes: 4, fill: 3, documents: 8 }, patience: 4000 })),
    );
    const load = new Load(
      market,
      gateways.map(({ ledger }) => ledger),
      lots,
    );
    const running = load.run(HANDS);
    const began = performance.now();
    let kills = 0;
    while (kills < KILLS) {
      if (kills % EARLY.every === 0) await setTimeout(Math.random() * EARLY.ms);
      else {
        await Promise.race([load.progress(), setTimeout(SILENCE)]);
        await setTimeout(Math.random() * LIFE);
      }
      const up = once(under.supervisor, 'listening');
      under.kill();
      kills++;
      await up;
    }
    load.stop();
    await running;
    await Promise.all(gateways.map((gateway) => gateway.close()));

    expect(load.surprises).to.deep.equal([]);
    await patiently(() => market.mark());
    const blocks = await market.blocks();
    const { chaincode } = market.access.connection;
    expect(auditBlocks(blocks, { chaincode, commitHashes: true })).to.deep.equal([]);
    const rebuilt = rebuild(blocks, { chaincode, aud: market.aud, root: market.regulator.thumbprint });
    expect(rebuilt.findings).to.deep.equal([]);
    expect(unbalanced(rebuilt)).to.deep.equal([]);

    for (const { id, outcome } of load.acknowledged) {
      const places = rebuilt.documents.get(id) ?? [];
      expect(places, `${id}, ${outcome.status}`).to.have.lengthOf(1);
      if (outcome.status !== 'committed') continue;
      const { txId, block } = outcome;
      expect(places[0]).to.deep.equal({ txId, block });
    }
    expect([...rebuilt.documents].filter(([, places]) => places.length > 1)).to.deep.equal([]);

    const keys = [...rebuilt.state.keys()];
    const state = await market.state(keys);
    for (const key of keys) expect(state.get(key), key).to.equal(rebuilt.state.get(key));

    const again = load.acknowledged.filter(({ attempts }) => attempts > 1).length;
    console.log(
      `      ${kills} kills in ${Math.round((performance.now() - began) / 1000)} s, ${blocks.length} blocks, ` +
        `${load.acknowledged.length} documents acknowledged, ${again} of them after being sent again`,
    );
    expect(load.acknowledged.length).to.be.greaterThan(KILLS * 10);
    expect(again).to.be.greaterThan(KILLS);
  });
});
