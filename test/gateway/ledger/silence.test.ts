import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { Door, through, type Manner } from './door.js';
import { codeOf, Orchard } from './orchard.js';

/** Milliseconds; the default is gRPC's 20 s. */
const SILENCE = 500;

/** Ways to take a connection and then say nothing. */
const SILENT: Readonly<Record<string, Manner>> = {
  'before TLS': (outside) => outside.resume(),
  // The ledger answers the client's first words; what the client says next never arrives, so HTTP/2 does not begin.
  'after TLS': (outside, inside) => {
    outside.once('data', (hello) => inside.write(hello));
    inside.pipe(outside);
  },
};

describe('gateway/ledger: a peer that takes a connection and says nothing', function () {
  this.timeout(20_000);
  let orchard: Orchard;
  let door: Door | undefined;

  before(async () => {
    orchard = await Orchard.start();
  });
  afterEach(() => door?.close());
  after(() => orchard.stop());

  for (const [when, manner] of Object.entries(SILENT)) {
    it(`${when}, is given up and tried again`, async () => {
      door = new Door(orchard.endpoint, manner);
      const ledger = await orchard.connect({ endpoint: await door.open(), silence: SILENCE });
      const began = performance.now();
      // The stream has no deadline: nothing else would end it.
      const blocks = ledger.blocks(0, new AbortController().signal)[Symbol.asyncIterator]();
      expect(await codeOf(blocks.next())).to.equal('LEDGER_UNAVAILABLE');
      expect(performance.now() - began).to.be.within(SILENCE - 50, 10 * SILENCE);
      while ((await codeOf(ledger.evaluate('state', '[]'))) !== 'none') {
        expect(performance.now() - began).to.be.below(10_000);
      }
      expect(door.held, 'sockets of the one that is in use').to.equal(2);
    });
  }

  it('is left in peace where it answered, however little is said afterwards', async () => {
    door = new Door(orchard.endpoint, through);
    const ledger = await orchard.connect({ endpoint: await door.open(), silence: SILENCE });
    await ledger.evaluate('state', '[]');
    await setTimeout(2 * SILENCE);
    await ledger.evaluate('state', '[]');
    expect(door.taken).to.equal(1);
  });
});
