import { setTimeout } from 'node:timers/promises';
import { Client, status } from '@grpc/grpc-js';
import { ImpatientTls, type LedgerConnection } from '@suyuan/gateway';
import { expect } from 'chai';
import { Door } from './door.js';
import { Orchard } from './orchard.js';

const RESETS = 200;
const CALLERS = 16;
/** Something to write, which the ledger refuses at once: it is in writing that the end of a connection is missed. */
const NONSENSE = Buffer.alloc(4000, 0xff);

/** Callers who ask without pause, and how many answers each of them had. */
class Callers {
  readonly #client: Client;
  readonly #answers = new Array<number>(CALLERS).fill(0);
  readonly #calls: Promise<void>[];
  #over = false;

  constructor(endpoint: string, { hostnameOverride = '', tlsCa }: LedgerConnection) {
    this.#client = new Client(endpoint, new ImpatientTls(tlsCa, 20_000), {
      'grpc.ssl_target_name_override': hostnameOverride,
      'grpc.max_reconnect_backoff_ms': 200,
    });
    this.#calls = this.#answers.map((_, caller) => this.#call(caller));
  }

  /** Resolves when each of them was answered once more. */
  async answered(what: string): Promise<void> {
    const before = [...this.#answers];
    const began = performance.now();
    while (this.#answers.some((count, caller) => count === before[caller])) {
      await setTimeout(2);
      expect(performance.now() - began, what).to.be.below(10_000);
    }
  }

  async stop(): Promise<void> {
    this.#over = true;
    this.#client.close();
    await Promise.all(this.#calls);
  }

  async #call(caller: number): Promise<void> {
    for (let count = 0; !this.#over;) {
      if (await this.#isAnswered()) this.#answers[caller] = ++count;
      else await setTimeout(10);
    }
  }

  #isAnswered(): Promise<boolean> {
    const same = (bytes: Buffer) => bytes;
    return new Promise((resolve) => {
      const options = { deadline: Date.now() + 3000 };
      this.#client.makeUnaryRequest('/gateway.Gateway/Evaluate', same, same, NONSENSE, options, (error) =>
        resolve(error?.code === status.INVALID_ARGUMENT),
      );
    });
  }
}

describe('gateway/ledger: a connection that is reset while it is written to', function () {
  this.timeout(120_000);
  let orchard: Orchard;
  let door: Door;
  let callers: Callers;

  before(async () => {
    orchard = await Orchard.start();
    door = new Door(orchard.endpoint);
    callers = new Callers(await door.open(), await orchard.connection());
  });
  after(async () => {
    await callers.stop();
    door.close();
    await orchard.stop();
  });

  // Node misses one in some thirty: without what is shown here the callers would wait for keepalive.
  it(`is another within seconds, ${RESETS} times of ${RESETS}`, async () => {
    for (let i = 0; i < RESETS; i++) {
      await setTimeout(20 * Math.random());
      door.reset();
      await callers.answered(`reset ${i}`);
    }
  });
});
