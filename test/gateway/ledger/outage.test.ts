import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { SignedDocument } from '@suyuan/domain';
import type { Ledger } from '@suyuan/gateway';
import { codeOf, committed, idOf, Orchard, recorded } from './orchard.js';

describe('gateway/ledger: while the ledger process dies and returns', function () {
  this.timeout(60_000);
  let orchard: Orchard;
  let ledger: Ledger;

  before(async () => {
    orchard = await Orchard.start(true);
    ledger = await orchard.connect();
  });
  after(() => orchard.stop());

  function kill(): void {
    process.kill(orchard.supervisor.listening?.pid ?? 0, 'SIGKILL');
  }

  it('says at once that it is away, and works by itself when it is back', async () => {
    const [lot = ''] = await orchard.lots(ledger, 1);
    const document = orchard.ship(lot);
    const back = once(orchard.supervisor, 'listening');
    const died = once(orchard.supervisor, 'died');
    kill();
    await died;
    const began = performance.now();
    expect(await codeOf(ledger.submit(document))).to.equal('LEDGER_UNAVAILABLE');
    expect(await codeOf(ledger.evaluate('state', '[]'))).to.equal('LEDGER_UNAVAILABLE');
    expect(performance.now() - began).to.be.below(1000);
    await back;
    expect(await untilKnown(ledger, document)).to.equal('committed');
  });

  it('ends the stream of blocks with LEDGER_UNAVAILABLE', async () => {
    const blocks = ledger.blocks(0, new AbortController().signal)[Symbol.asyncIterator]();
    await blocks.next();
    const back = once(orchard.supervisor, 'listening');
    kill();
    const end = (async () => {
      while (!(await blocks.next()).done);
    })();
    expect(await codeOf(end)).to.equal('LEDGER_UNAVAILABLE');
    await back;
  });

  it('records every document exactly once, however often it is killed under load', async () => {
    await untilUp();
    const lots = await orchard.lots(ledger, 60);
    const documents = lots.flatMap((lot) => [orchard.ship(lot), orchard.ship(lot), orchard.ship(lot)]);
    const killer = (async () => {
      for (let i = 0; i < 4; i++) {
        const back = once(orchard.supervisor, 'listening');
        await setTimeout(30 + Math.random() * 50);
        kill();
        await back;
      }
    })();
    const ends = await Promise.all(
      documents.map(async (document, i) => {
        await setTimeout(i * 4);
        return untilKnown(ledger, document);
      }),
    );
    await killer;
    expect(new Set(ends)).to.satisfy((all: Set<string>) =>
      [...all].every((end) => ['committed', 'existing'].includes(end)),
    );
    await untilUp();
    const [last = ''] = await orchard.lots(ledger, 1);
    const { ids } = await recorded(ledger, await committed(ledger, orchard.ship(last)));
    const mine = new Set(documents.map(idOf));
    expect(ids.filter((id) => mine.has(id)).sort()).to.deep.equal([...mine].sort());
  });

  async function untilUp(): Promise<void> {
    while ((await codeOf(ledger.evaluate('state', '[]'))) !== 'none') await setTimeout(50);
  }
});

/** Sends again until the outcome is known, as a member's software does. */
async function untilKnown(ledger: Ledger, document: SignedDocument): Promise<string> {
  for (;;) {
    try {
      return (await ledger.submit(document)).status;
    } catch {
      await setTimeout(50);
    }
  }
}
