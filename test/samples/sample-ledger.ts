import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signer } from '@suyuan/client';
import { createKeyFile, fileSigner } from '@suyuan/client/node';
import { listChains, readChain, runCatalogue, type CategoryReport, type Chain } from '@suyuan/scripts';
import { startEmbeddedLedger, type EmbeddedLedger } from '../ledger/embedded-ledger.js';
import { Watcher } from '../ledger/watcher.js';

/** An embedded ledger of its own and its gateway, on which nobody is registered, and the samples’ regulator to begin it. */
export class SampleLedger {
  private constructor(
    readonly folder: string,
    readonly chains: readonly Chain[],
    readonly regulator: Signer,
    readonly ledger: EmbeddedLedger,
    readonly watcher: Watcher,
  ) {}

  static async start(): Promise<SampleLedger> {
    const folder = await mkdtemp(join(tmpdir(), 'suyuan-keys-'));
    const chains = await Promise.all((await listChains()).map((id) => readChain(id)));
    const { id = '', label = '' } = chains[0]?.regulator ?? {};
    const regulator = fileSigner(await createKeyFile(join(folder, 'of-the-regulator.json'), id, label));
    const ledger = await startEmbeddedLedger(regulator.thumbprint);
    const [watcher] = await Watcher.all(ledger);
    if (watcher === undefined) throw new Error('no organisation');
    return new SampleLedger(folder, chains, regulator, ledger, watcher);
  }

  /** Address of the gateway. */
  get url(): string {
    return this.watcher.gateway.url;
  }

  /** All categories, unless said. */
  run(
    say: (line: string) => void = () => undefined,
    categories = this.chains.map(({ id }) => id),
  ): Promise<readonly CategoryReport[]> {
    const { url: gateway, folder: keys, regulator } = this;
    return runCatalogue({ gateway, keys, regulator, say, categories });
  }

  async stop(): Promise<void> {
    await this.watcher.close();
    await this.ledger.stop();
    await rm(this.folder, { recursive: true });
  }
}
