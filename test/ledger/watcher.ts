import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLedger, startGateway, type LedgerConnection, type RunningGateway } from '@suyuan/gateway';
import type { LedgerUnderTest } from './ledger-under-test.js';

/** What an index keeps of invalid transactions: how far it has come and what was counted, and which they were. */
const OF_INVALID = /^(m\|cursor$|i\|)/;
const COUNTED = /^suyuan_index_invalid_transactions_total\{code="(\w+)"\} (\d+)$/gm;

/** An organisation's gateway, following its own peer, whose index can be looked into. */
export class Watcher {
  private constructor(
    readonly mspId: string,
    readonly gateway: RunningGateway,
    readonly folder: string,
  ) {}

  /** Of every organisation of a ledger, one. */
  static async all(under: LedgerUnderTest): Promise<Watcher[]> {
    return Promise.all(Array.from({ length: under.features.organisations }, (_, i) => Watcher.#open(under, i)));
  }

  static async #open(under: LedgerUnderTest, organisation: number): Promise<Watcher> {
    const access = await under.connect(organisation);
    await access.close();
    return Watcher.over(access.connection);
  }

  static async over(connection: LedgerConnection): Promise<Watcher> {
    const folder = await mkdtemp(join(tmpdir(), 'suyuan-watcher-'));
    const ledger: Parameters<typeof startGateway>[0]['ledger'] = (parts) => connectLedger({ ...connection, ...parts });
    const metrics = { port: 0 };
    const gateway = await startGateway({ data: folder, chaincode: connection.chaincode, ledger, metrics });
    return new Watcher(connection.mspId, gateway, folder);
  }

  /** When it has taken in this block. */
  async reaches(block: number): Promise<void> {
    const there = await this.gateway.service.index.waitFor(block, 20_000);
    if (!there) throw new Error(`${this.mspId}: block ${block} does not come`);
  }

  /** All that can be asked of the index, sorted by key: invalid transactions must not show in it. */
  async content(): Promise<string[]> {
    const { index } = this.gateway.service;
    const content = [`${index.cursor?.documents} documents, ${index.cursor?.entries} entries`];
    for await (const [key, value] of index.everything()) {
      if (!OF_INVALID.test(key)) content.push(`${key} ${value}`);
    }
    return content;
  }

  /** Invalid transactions by validation code, as `/metrics` tells them. */
  async invalid(): Promise<Record<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${this.gateway.metricsPort}/metrics`)).text();
    return Object.fromEntries([...text.matchAll(COUNTED)].map(([, code = '', count]) => [code, Number(count)]));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
