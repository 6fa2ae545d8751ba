import { Firm } from '../support/firm.js';
import { badInput } from './chapters/bad-input.js';
import { blocks } from './chapters/blocks.js';
import { bootstrap } from './chapters/bootstrap.js';
import { handOff } from './chapters/hand-off.js';
import { once } from './chapters/once.js';
import { pastTheGateway } from './chapters/past-the-gateway.js';
import { plainClient } from './chapters/plain-client.js';
import { race } from './chapters/race.js';
import { restart } from './chapters/restart.js';
import { withstoodInLaw } from './chapters/withstood-in-law.js';
import { withstoodInTrade } from './chapters/withstood-in-trade.js';
import { wrongTransactions } from './chapters/wrong-transactions.js';
import type { LedgerUnderTest, StartLedger } from './ledger-under-test.js';
import { Market } from './market.js';

/** A regulator of the suite's own making: its key is what the contracts are configured with. */
const REGULATOR = '11100000000013127D';

/** The chapters, in order: each finds on the ledger what those before it left. */
const CHAPTERS = [
  bootstrap,
  handOff,
  badInput,
  once,
  race,
  withstoodInTrade,
  withstoodInLaw,
  pastTheGateway,
  wrongTransactions,
  plainClient,
  restart,
  blocks,
];

/**
 * What a ledger must do, whichever it is. Documents are signed here and travel through the gateway's own client; what a
 * gateway would never send goes through Fabric's stock client.
 */
export function ledgerSuite(name: string, start: StartLedger): void {
  describe(`the ledger: ${name}`, function () {
    this.timeout(60_000);
    let under: LedgerUnderTest | undefined;
    let market: Market | undefined;

    before(async () => {
      const regulator = new Firm(REGULATOR);
      under = await start(regulator.thumbprint);
      market = await Market.open(under, regulator);
    });

    after(async () => {
      await market?.close();
      await under?.stop();
    });

    const opened = (): Market => {
      if (market === undefined) throw new Error('the ledger did not start');
      return market;
    };
    for (const chapter of CHAPTERS) chapter(opened);
  });
}
