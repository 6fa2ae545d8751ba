import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { CODES, entryRef, TraceError } from '@suyuan/domain';
import type { Ledger } from '@suyuan/gateway';
import { findPrograms, NODE_NAMES, startOne } from '@suyuan/native';
import { ORGANISATION_NAMES, type OrganisationName, type Ordering } from '@suyuan/network-config';
import type { Access } from '../../ledger/ledger-under-test.js';
import { Load } from '../../ledger/load.js';
import { idOf, Market } from '../../ledger/market.js';
import { startNativeLedger, type NativeLedger } from '../../ledger/native-ledger.js';
import { Firm } from '../../support/firm.js';
import { Bookkeeper } from './support/bookkeeper.js';
import { killContracts, killNode } from './support/kill.js';
import { MemberGateway } from './support/member-gateway.js';
import { ordererHeight } from './support/orderer-height.js';

const programs = await findPrograms({ download: false }).catch(() => undefined);

const HANDS = 12;
/** Two hands a lot: what they do to the same stock meets. */
const LOTS = 6;
/** How long (ms) anybody may wait for anything here: elections, and gateways that ask for an outcome for 15 s. */
const LONGEST = 60_000;
/** It stands on the ledger. */
const RECORDED = ['committed', 'existing'];
/** Documents that show that it goes on. */
const SOME = 15;

for (const ordering of ['BFT', 'etcdraft'] satisfies Ordering[]) {
  (programs === undefined ? describe.skip : describe)(
    `faults of a native network under load, ${ordering}`,
    function () {
      this.timeout(180_000);
      if (programs === undefined) return;
      let under: NativeLedger;
      let market: Market;
      let peers: Access[];
      let gateways: MemberGateway[];
      let lots: string[];
      let books: Bookkeeper;

      before(async () => {
        const regulator = new Firm('11100000000013127D');
        under = await startNativeLedger(regulator.thumbprint, ordering, programs);
        market = await Market.open(under, regulator);
        await market.must(regulator, 'participant', [market.registration(regulator, '市场监督管理局', ['regulator'])]);
        await market.settle();
        lots = await Promise.all(Array.from({ length: LOTS }, () => market.lot('100000', market.newLot())));
        peers = await Promise.all(ORGANISATION_NAMES.map((_, i) => under.connect(i)));
        gateways = await Promise.all(
          ORGANISATION_NAMES.map((name) => MemberGateway.start(name, under.connectionOf(name))),
        );
        books = new Bookkeeper(market, peers);
        await until('the gateways have caught up', async () => {
          const heights = await Promise.all(gateways.map((gateway) => gateway.height()));
          return heights.every((height) => height === heights[0] && height > 0);
        });
      });

      after(async () => {
        await Promise.all(gateways.map((gateway) => gateway.stop()));
        await Promise.all(peers.map((peer) => peer.close()));
        await market.close();
        await under.stop();
      });

      /**
       * Runs hand-offs through all four gateways while `fault` does its worst and mends it, until every gateway has carried
       * documents again; then holds what was acknowledged against the blocks.
       */
      async function underLoad(
        fault: (load: Load) => Promise<void>,
        members: readonly Pick<Ledger, 'submit'>[] = gateways,
      ): Promise<Load> {
        const load = new Load(market, members, lots);
        const running = load.run(HANDS);
        try {
          await goesOn(load);
          await fault(load);
          await goesOn(load, gateways);
        } finally {
          load.stop();
          await running;
        }
        const wrong = await books.wrong(load);
        expect(wrong, wrong.slice(0, 5).join('\n')).to.deep.equal([]);
        await until('the gateways have caught up', async () => {
          const heights = await Promise.all(gateways.map((gateway) => gateway.height()));
          return heights.every((height) => height >= books.height);
        });
        tell(load);
        return load;
      }

      /** Waits until each of these gateways, or any of them, has carried some more documents; how long it took, ms. */
      async function goesOn(load: Load, each?: readonly MemberGateway[]): Promise<number> {
        const began = performance.now();
        const fresh = () => load.acknowledged.filter(({ at }) => at > began);
        await until('hand-offs go on', () => {
          const through = new Set(fresh().map(({ via }) => gateways[via]));
          return Promise.resolve(fresh().length >= SOME && (each ?? []).every((gateway) => through.has(gateway)));
        });
        return performance.now() - began;
      }

      const othersThan = (name: string) => gateways.filter(({ organisation }) => organisation !== name);
      const others = (name: OrganisationName) => ORGANISATION_NAMES.filter((each) => each !== name);
      const heightOf = (name: OrganisationName) => ordererHeight(under.network, name);

      if (ordering === 'BFT') {
        for (const name of ORGANISATION_NAMES) {
          it(`${name}'s peer is killed: the others' members go on, and it catches up`, async () => {
            await underLoad(async (load) => {
              await killNode(under.data, `${name}-peer`);
              await goesOn(load, othersThan(name));
              await startOne(under.data, `${name}-peer`, programs);
            });
          });
        }

        it('a peer that comes back refuses nothing for what it has yet to learn', async () => {
          for (const name of ORGANISATION_NAMES) {
            await killNode(under.data, `${name}-peer`);
            const own = gateways.find(({ organisation }) => organisation === name);
            const [other] = othersThan(name);
            if (own === undefined || other === undefined) throw new Error('no gateways');
            const shipments: string[] = [];
            for (let i = 0; i < SOME; i++) {
              const document = market.sign(market.producer, 'events', [market.shipping(lots[0] ?? '', '0.5')]);
              expect(await other.patient.submit(document))
                .to.have.property('status')
                .that.is.oneOf(RECORDED);
              shipments.push(idOf(document));
            }
            await startOne(under.data, `${name}-peer`, programs);
            // Newest first: the peer learns of them last.
            const receipts = shipments.reverse().map(async (id) => {
              const event = market.receiving(entryRef(id, 0), lots[0] ?? '', '0.5');
              const document = market.sign(market.distributor, 'events', [event]);
              return until(`${name}'s gateway takes a receipt`, async () => {
                const outcome = await own.submit(document).catch(passing);
                if (outcome?.status === 'refused') throw new Error(JSON.stringify(outcome.errors));
                return outcome !== undefined;
              });
            });
            await Promise.all(receipts);
          }
        });

        it('a contract process is killed, of each organisation in turn: members see at most a delay', async () => {
          const load = await underLoad(async (running) => {
            for (const name of ORGANISATION_NAMES) {
              await killContracts(under.data, name);
              await goesOn(running, gateways);
            }
          });
          expect(load.setbacks).to.deep.equal([]);
        });

        it("a gateway is killed in mid-submit: its documents are there once, by another's hands or its own", async () => {
          const load = await underLoad(async (running) => {
            for (const gateway of gateways) {
              await gateway.kill();
              await goesOn(running, gateways);
            }
          });
          const cut = load.setbacks.filter(({ code }) => code === 'GATEWAY_UNREACHABLE');
          expect(cut).to.not.deep.equal([]);
        });
      }

      it('an orderer is killed, each in turn and so the leader too: all go on without it', async () => {
        const pauses: string[] = [];
        await underLoad(async (load) => {
          for (const name of ORGANISATION_NAMES) {
            await killNode(under.data, `${name}-orderer`);
            const pause = await goesOn(load, gateways);
            pauses.push(`${name} ${(pause / 1000).toFixed(1)} s`);
            await startOne(under.data, `${name}-orderer`, programs);
            // One of four may be away: it must be back before the next goes.
            await until(`${name}'s orderer has caught up`, async () => {
              const [own = 0, ...all] = await Promise.all([name, ...others(name)].map(heightOf));
              return own >= Math.max(...all);
            });
            await goesOn(load, gateways);
          }
        });
        console.log(`        until ${SOME} documents through all gateways: ${pauses.join(', ')}`);
      });

      it('everything is killed at once and started again', async () => {
        await underLoad(async (load) => {
          await Promise.all([
            ...NODE_NAMES.map((name) => killNode(under.data, name)),
            ...gateways.map((gateway) => gateway.kill()),
          ]);
          const began = performance.now();
          await under.up();
          const up = performance.now() - began;
          await goesOn(load);
          const served = performance.now() - began;
          console.log(`        up after ${(up / 1000).toFixed(1)} s, served after ${(served / 1000).toFixed(1)} s`);
        });
      });
    },
  );
}

/** What is told with 503 is to be sent again; all else fails the test. */
function passing(error: unknown): undefined {
  if (!(error instanceof TraceError) || CODES[error.code].status !== 503) throw error;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await setTimeout(50);
  }
}

function tell({ acknowledged, setbacks }: Load): void {
  const times = acknowledged.map(({ at }) => at);
  const gap = times.slice(1).reduce((longest, at, i) => Math.max(longest, at - (times[i] ?? at)), 0);
  const again = acknowledged.filter(({ attempts }) => attempts > 1).length;
  const told = new Set(setbacks.map(({ code }) => code));
  console.log(
    `        ${acknowledged.length} documents acknowledged, ${again} after being sent again` +
      `${told.size > 0 ? ` (${[...told].join(', ')})` : ''}; the longest pause ${(gap / 1000).toFixed(1)} s`,
  );
}
