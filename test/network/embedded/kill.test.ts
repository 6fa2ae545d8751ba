import { once } from 'node:events';

import { expect } from 'chai';
import { supervise, type Supervisor } from '@suyuan/embedded';
import { ImpatientTls } from '@suyuan/gateway';

import { checkBlocks } from './block-check.js';
import { blocksFrom } from './blocks.js';
import {
  connectTo,
  KV_CONTRACT,
  removeFolders,
  startLedger,
  temporaryFolder,
  text,
  type LedgerClient,
} from './ledger-client.js';

const KILLS = 32;
const WORKERS = 8;
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 200 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Creates one key after the other, each until it is there, and keeps what it was told. */
class Worker {
  readonly keys: string[] = [];
  readonly acknowledged = new Map<string, string>();

  constructor(
    private readonly client: LedgerClient,
    private readonly name: string,
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    for (let i = 0; !isOver(); i++) {
      const key = `${this.name}/${i}`;
      this.keys.push(key);
      while (!(await this.#create(key))) await pause(20);
    }
  }

  /** True when the key is there; false where nothing is known. */
  async #create(key: string): Promise<boolean> {
    try {
      const within = () => ({ deadline: Date.now() + 3000 });
      const tx = await this.client.contract.newProposal('create', { arguments: [key, key] }).endorse(within());
      const { successful } = await (await tx.submit(within())).getStatus(within());
      if (successful) this.acknowledged.set(tx.getTransactionId(), key);
      return successful;
    } catch (error) {
      return JSON.stringify((error as { details?: unknown }).details ?? '').includes(`EXISTS ${key}`);
    }
  }
}

async function killAgainAndAgain(supervisor: Supervisor): Promise<number> {
  let kills = 0;
  while (kills < KILLS) {
    // At any moment: idle, endorsing, between submit and commit, in the middle of a write.
    await pause(Math.random() * 350);
    const up = once(supervisor, 'listening');
    const pid = supervisor.listening?.pid;
    if (pid === undefined) {
      await up;
      continue;
    }
    process.kill(pid, 'SIGKILL');
    kills++;
    await up;
  }
  return kills;
}

describe('embedded ledger, killed', function () {
  this.timeout(300_000);
  after(removeFolders);

  it(`${KILLS} times under load loses nothing that it acknowledged and doubles nothing`, async () => {
    const data = await temporaryFolder();
    const options = { data, contracts: KV_CONTRACT, stderr: 'ignore', longestWaitMs: 20 } as const;
    const supervisor = await supervise(options);
    // The gateway's TLS: with Node's own, a connection that ended while it was written to would be waited for for good.
    const tls = (ca: Buffer) => new ImpatientTls(ca.toString(), 20_000);
    const client = await connectTo(supervisor.listening?.connection ?? '', undefined, RECONNECT, tls);
    const workers = Array.from({ length: WORKERS }, (_, i) => new Worker(client, `w${i}`));
    let over = false;
    const working = workers.map((worker) => worker.run(() => over));
    expect(await killAgainAndAgain(supervisor)).to.equal(KILLS);
    over = true;
    await Promise.all(working);
    client.close();
    await supervisor.stop();

    const ledger = await startLedger({ data });
    try {
      const blocks = await blocksFrom(ledger, 0, ledger.ledger.height);
      // The whole chain, recomputed from its bytes.
      const { state, txIds } = checkBlocks(blocks);
      const valid = new Set(txIds);
      expect(valid.size).to.equal(txIds.length);
      const keys = workers.flatMap((worker) => worker.keys);
      const calls = blocks.flatMap((one) => one.valid).filter((tx) => tx.isEndorser);
      const created = calls.flatMap((tx) => tx.sets.flatMap((set) => set.writes.map(({ key }) => key)));
      const times = new Map<string, number>();
      for (const key of created) times.set(key, (times.get(key) ?? 0) + 1);
      for (const key of keys) expect([key, times.get(key)]).to.deep.equal([key, 1]);
      for (const worker of workers) {
        for (const txId of worker.acknowledged.keys()) expect(valid.has(txId)).to.equal(true, txId);
      }
      const sample = keys.filter((_, i) => i % 10 === 0);
      for (const key of sample) {
        expect(state.get(`suyuan\0${key}`)?.value.toString()).to.equal(key);
        expect(text(await ledger.contract.evaluateTransaction('get', key))).to.equal(key);
      }
      const acknowledged = workers.reduce((sum, worker) => sum + worker.acknowledged.size, 0);
      expect(acknowledged).to.be.above(KILLS);
    } finally {
      await ledger.stop();
    }
  });
});
