import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createKeyFile, fileSigner } from '@suyuan/client/node';
import { listChains, readChain, runCatalogue, type CategoryReport, type Chain } from '@suyuan/scripts';
import { startEmbeddedLedger, type EmbeddedLedger } from '../ledger/embedded-ledger.js';
import { Watcher } from '../ledger/watcher.js';

/** `npm run samples -- --category all`, over one embedded ledger and its gateway. */
describe('the sample chains of all categories', function () {
  this.timeout(120_000);
  let folder: string;
  let chains: readonly Chain[];
  let ledger: EmbeddedLedger;
  let watcher: Watcher;
  let run: (say?: (line: string) => void) => Promise<readonly CategoryReport[]>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suyuan-keys-'));
    chains = await Promise.all((await listChains()).map((id) => readChain(id)));
    const { id = '', label = '' } = chains[0]?.regulator ?? {};
    const regulator = fileSigner(await createKeyFile(join(folder, 'of-the-regulator.json'), id, label));
    ledger = await startEmbeddedLedger(regulator.thumbprint);
    watcher = (await Watcher.all(ledger))[0] ?? expect.fail('no organisation');
    const { url } = watcher.gateway;
    run = (say = () => undefined) => runCatalogue({ gateway: url, keys: folder, regulator, say });
  });
  after(async () => {
    await watcher.close();
    await ledger.stop();
    await rm(folder, { recursive: true });
  });

  const told = ({ category, added, existing, refused, differences }: CategoryReport) => ({
    ...{ category, added, existing, refused, differences },
  });

  it('are accepted, and what must be refused is', async () => {
    const lines: string[] = [];
    const reports = await run((line) => lines.push(line));
    expect(reports.map(told)).to.deep.equal(
      chains.map(({ id, steps, attempts }) => ({
        ...{ category: id, added: steps.length, existing: 0, refused: attempts.length, differences: [] },
      })),
    );
    expect(lines).to.have.length(chains.length);
    expect(lines[0]).to.equal(
      '✓ 食用农产品 / Edible agricultural products: ' +
        `${chains[0]?.steps.length} added, 0 existing, ${chains[0]?.attempts.length} refused as expected, 0 wrong`,
    );
  });

  it('add nothing when they are run again', async () => {
    const before = await watcher.content();
    expect((await run()).map(told)).to.deep.equal(
      chains.map(({ id, steps, attempts }) => ({
        ...{ category: id, added: 0, existing: steps.length, refused: attempts.length, differences: [] },
      })),
    );
    expect(await watcher.content()).to.deep.equal(before);
  });
});
