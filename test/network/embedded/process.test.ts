import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { expect } from 'chai';
import { startEmbedded, supervise, type SuperviseOptions } from '@suyuan/embedded';
import { TraceError } from '@suyuan/domain';

import { connectTo, contracts, KV_CONTRACT, removeFolders, temporaryFolder, text } from './ledger-client.js';

async function code(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TraceError) return error.code;
    throw error;
  }
  return 'none';
}

describe('embedded ledger, as a process', function () {
  this.timeout(60_000);
  after(removeFolders);

  const options = async (): Promise<SuperviseOptions> => ({
    ...{ data: await temporaryFolder(), contracts: KV_CONTRACT, stderr: 'ignore', longestWaitMs: 50 },
  });

  it('says that its data folder is in use', async () => {
    const given = await options();
    const first = await supervise(given);
    expect(await code(supervise(given))).to.equal('DATA_IN_USE');
    expect(await code(startEmbedded({ data: given.data, contracts }))).to.equal('DATA_IN_USE');
    await first.stop();
    await (await startEmbedded({ data: given.data, contracts })).stop();
  });

  it('says that its port is in use, and leaves the folder free', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const given = await options();
    expect(await code(supervise({ ...given, port }))).to.equal('PORT_IN_USE');
    expect(await code(startEmbedded({ data: given.data, port, contracts }))).to.equal('PORT_IN_USE');
    busy.close();
    await (await supervise(given)).stop();
  });

  it('says plainly what it is', async () => {
    const ledger = await supervise(await options());
    expect(ledger.listening?.notice)
      .to.match(/one node/)
      .and.match(/no consensus/);
    await ledger.stop();
  });

  it('is raised again on its port when it dies, with all that it had', async () => {
    const ledger = await supervise(await options());
    const before = ledger.listening;
    const client = await connectTo(before?.connection ?? '');
    await client.contract.submitTransaction('put', 'a', '1');
    const up = once(ledger, 'listening');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await up;
    expect(ledger.listening?.port).to.equal(before?.port);
    expect(ledger.listening?.pid).not.to.equal(before?.pid);
    client.close();
    const again = await connectTo(before?.connection ?? '');
    expect(text(await again.contract.evaluateTransaction('get', 'a'))).to.equal('1');
    again.close();
    await ledger.stop();
    expect(ledger.listening).to.equal(undefined);
  });

  it('ends when the thread of its contracts does, and is raised again', async () => {
    const ledger = await supervise(await options());
    const before = ledger.listening;
    const client = await connectTo(before?.connection ?? '');
    const [up] = await Promise.all([
      once(ledger, 'listening', { signal: AbortSignal.timeout(20_000) }),
      client.contract.evaluateTransaction('end').catch(() => undefined),
    ]);
    client.close();
    expect((up[0] as typeof before)?.pid).not.to.equal(before?.pid);
    await ledger.stop();
  });

  it('says that a module has no contracts', async () => {
    const given = await options();
    expect(await code(supervise({ ...given, contracts: '@suyuan/domain' }))).to.equal('USAGE');
    await (await supervise(given)).stop();
  });

  it('finishes what it accepted when it is told to stop', async () => {
    const ledger = await supervise(await options());
    const client = await connectTo(ledger.listening?.connection ?? '');
    const data = ledger.listening?.connection ?? '';
    const endorsed = await Promise.all(
      Array.from({ length: 20 }, (_, i) => client.contract.newProposal('put', { arguments: [`k${i}`, '1'] }).endorse()),
    );
    const submitted = await Promise.all(endorsed.map((tx) => tx.submit()));
    const statuses = submitted.map((tx) => tx.getStatus());
    await Promise.all([ledger.stop(), ...statuses.map((status) => status.catch(() => undefined))]);
    client.close();
    const again = await startEmbedded({ data: data.replace(/\/connection\.json$/, ''), contracts });
    const reader = await connectTo(again.connectionFile);
    for (const tx of submitted) {
      expect((await reader.gateway.newCommit(tx.getBytes()).getStatus()).code).to.equal(0);
    }
    reader.close();
    await again.stop();
  });
});
