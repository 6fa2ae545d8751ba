import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { DocumentsAnswer } from '@suyuan/domain';
import { IndexStore } from '@suyuan/gateway';
import { World } from './world.js';

const MAIN = fileURLToPath(new URL('../../../gateway/dist/main.js', import.meta.url));

interface Said {
  readonly event: string;
  readonly [name: string]: unknown;
}

/** A gateway in a process of its own. */
class Program {
  readonly child: ChildProcess;
  readonly said: Said[] = [];
  #heard: (() => void) | undefined;

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: this.child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      this.said.push(JSON.parse(line) as Said);
      this.#heard?.();
    });
    this.child.once('exit', () => setImmediate(() => this.#heard?.()));
  }

  async hears(event: string): Promise<Said> {
    for (;;) {
      const found = this.said.find((said) => said.event === event);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(JSON.stringify(this.said));
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    return ((await ended) as [number | null])[0];
  }
}

describe('gateway: its own process', function () {
  this.timeout(60_000);
  let world: World;
  const programs: Program[] = [];
  const start = (...args: string[]) => {
    const program = new Program('--data', world.folder, '--port', '0', ...args);
    programs.push(program);
    return program;
  };
  before(async () => {
    world = await World.start();
    await world.populate();
    await world.commission('A1', '1000');
    await world.gateway.close();
  });
  afterEach(() => programs.splice(0).forEach(({ child }) => child.kill('SIGKILL')));
  after(() => world.stop());

  it('says that it listens, serves, and stops when it is told', async () => {
    const program = start();
    const { url } = await program.hears('listening');
    expect((await fetch(`${url as string}/health/live`)).status).to.equal(200);
    expect(await program.end('SIGTERM')).to.equal(0);
    expect(program.said.at(-1)).to.deep.equal({ event: 'stopped' });
  });

  it('says in a sentence that its data folder or its port is in use', async () => {
    const first = start();
    await first.hears('listening');
    const second = start();
    const failed = await second.hears('failed');
    expect(failed).to.include({ code: 'DATA_IN_USE' });
    expect((failed['message'] as { zh: string }).zh).to.contain(world.folder);
    await first.end('SIGTERM');
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await start('--port', String(port)).hears('failed')).to.include({ code: 'PORT_IN_USE' });
    other.close();
    expect(await start('--nonsense').hears('failed')).to.include({ code: 'USAGE' });
  });

  it('killed again and again while blocks come, has every block whole or not at all', async () => {
    const { grower, distributor } = world.cast;
    const ship = () => world.sign('events', grower, [world.shippingOf('A1', '0.5', grower, distributor)]);
    const sent = new Set<string>();
    const sendOne = async (url: string) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(await ship()),
      };
      const answer = await fetch(`${url}/api/v1/documents`, init);
      const [result] = ((await answer.json()) as DocumentsAnswer).results;
      if (result?.status === 'accepted' && result.id !== undefined) sent.add(result.id);
    };
    for (let round = 1; round <= 5; round++) {
      const program = start();
      const { url } = await program.hears('listening');
      await world.until(async () => (await fetch(`${url as string}/health/ready`)).status === 200);
      const enough = sent.size + 5 * round;
      const busy = Array.from({ length: 6 }, async () => {
        while (program.child.signalCode === null && sent.size < enough)
          await sendOne(url as string).catch(() => undefined);
        // The first that is done strikes while the others are under way.
        program.child.kill('SIGKILL');
      });
      await Promise.all(busy);
      await program.end('SIGKILL');
    }
    const program = start();
    const { url } = await program.hears('listening');
    await world.until(async () => (await fetch(`${url as string}/health/ready`)).status === 200);
    await program.end('SIGTERM');
    expect(sent.size).to.be.above(0);
    const dump = async () => {
      const store = await IndexStore.open(join(world.folder, 'index'));
      expect(store.height).to.equal(world.embedded.height);
      for (const id of sent) expect(store.record(id)).to.include({ document: id });
      const all: string[] = [];
      for await (const pair of store.everything()) all.push(pair.join('='));
      await store.close();
      return all;
    };
    const lived = await dump();
    const rebuilt = start('rebuild-index');
    expect(await rebuilt.hears('rebuilt')).to.include({ height: world.embedded.height });
    await rebuilt.end('SIGTERM');
    expect(await dump()).to.deep.equal(lived);
  });
});
