import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Signer } from '@suyuan/client';
import { createKeyFile, fileSigner } from '@suyuan/client/node';
import { findPrograms } from '@suyuan/native';
import type { Ordering } from '@suyuan/network-config';
import { readChain, runSamples, type Chain } from '@suyuan/scripts';
import { startEmbeddedLedger } from '../../ledger/embedded-ledger.js';
import type { StartLedger } from '../../ledger/ledger-under-test.js';
import { startNativeLedger } from '../../ledger/native-ledger.js';
import { Watcher } from '../../ledger/watcher.js';
import { normalIndex } from './support/normal-index.js';

const programs = await findPrograms({ download: false }).catch(() => undefined);

/** The moment of every run: the chain's days are counted from it. */
const NOW = new Date();

describe('the sample chain', function () {
  this.timeout(120_000);
  let chain: Chain;
  let keys: string;
  let regulator: Signer;
  /** The index that the chain comes to over the embedded ledger. */
  let known: readonly string[];

  before(async () => {
    chain = await readChain('agri');
    keys = await mkdtemp(join(tmpdir(), 'suyuan-keys-'));
    const { id, label } = chain.regulator;
    regulator = fileSigner(await createKeyFile(join(keys, 'of-the-regulator.json'), id, label));
  });

  after(() => rm(keys, { recursive: true }));

  /**
   * Runs the chain over a new ledger, with the same people and keys, through one organisation's gateway, then through
   * another's; the content of the index that it comes to.
   */
  async function indexOver(start: StartLedger): Promise<string[]> {
    const under = await start(regulator.thumbprint);
    const watchers = await Watcher.all(under);
    try {
      const [first, last] = [watchers[0], watchers.at(-1)];
      if (first === undefined || last === undefined) throw new Error('a ledger without organisations');
      const run = ({ gateway: { url } }: Watcher) =>
        runSamples({ gateway: url, keys, regulator, now: NOW, say: () => undefined });
      const { length: steps } = chain.steps;
      const { length: refused } = chain.attempts;
      expect(await run(first)).to.deep.include({ added: steps, existing: 0, refused, differences: [] });
      const content = await first.content();
      const { height } = first.gateway.service.index;
      for (const watcher of watchers) {
        await watcher.reaches(height - 1);
        expect(await watcher.content(), watcher.mspId).to.deep.equal(content);
      }
      // Told again, nothing changes.
      expect(await run(last)).to.deep.include({ added: 0, existing: steps, refused, differences: [] });
      expect(await last.content()).to.deep.equal(content);
      return content;
    } finally {
      await Promise.all(watchers.map((watcher) => watcher.close()));
      await under.stop();
    }
  }

  it('comes to what it foretells over the embedded ledger', async () => {
    const content = await indexOver(startEmbeddedLedger);
    known = normalIndex(content);
    expect(known.length).to.be.greaterThan(100);
    // What is compared is not made equal by being compared: one quantity more shows.
    const more = content.map((line) => (line.startsWith('s|holding/') ? line.replace('"quantity":"', '$&1') : line));
    expect(normalIndex(more)).to.not.deep.equal(known);
  });

  if (programs === undefined) return;
  for (const ordering of ['BFT', 'etcdraft'] satisfies Ordering[]) {
    it(`comes to the same index over a native network, ${ordering}, at each of four organisations`, async () => {
      const content = await indexOver((thumbprint) => startNativeLedger(thumbprint, ordering, programs));
      const index = normalIndex(content);
      const others = index.filter((line) => !known.includes(line));
      expect(others, others.join('\n')).to.deep.equal([]);
      expect(index).to.deep.equal(known);
    });
  }
});
