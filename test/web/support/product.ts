import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSigner, readKeyFile } from '@suyuan/client/node';
import { runSamples } from '@suyuan/scripts';
import { expect } from 'chai';

const START = fileURLToPath(new URL('../../../scripts/dist/start.js', import.meta.url));

export interface Product {
  /** By which the gateway knows itself: tokens are made out to it. */
  readonly origin: string;
  /** Thumbprint of the root regulator's key, as labels bear it. */
  readonly pin: string;
  /** Canonical path of a lot of the sample chain: its journey has a shortfall, a refusal, goods in transit. */
  readonly item: string;
  /** A lot that failed its inspection. */
  readonly stopped: string;
  readonly regulatorKey: string;
  /** A sample participant's key file: coop, distributor, retailer, caterer, laboratory. */
  readonly keyOf: (participant: string) => string;
}

let running: { readonly child: ChildProcess; readonly data: string; readonly product: Promise<Product> } | undefined;

/** What `npm start` starts, on a free port and a folder of its own: one for all suites that ask. */
export async function startProduct(): Promise<Product> {
  if (running === undefined) {
    const data = await mkdtemp(join(tmpdir(), 'suyuan-web-'));
    const child = spawn(process.execPath, [START, '--data', data, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running = { child, data, product: greeted(child, data) };
  }
  return running.product;
}

async function greeted(child: ChildProcess, data: string): Promise<Product> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    await pause(100);
    const [, origin, item, pin] = /(http:\/\/127\.0\.0\.1:\d+)\/(01\/\S+)#r=(\S+)/.exec(output) ?? [];
    if (origin !== undefined && item !== undefined && pin !== undefined && output.includes('/api/')) {
      return {
        ...{ origin, item, pin },
        stopped: '01/06998800100294/10/QX-GL-0418',
        regulatorKey: join(data, 'keys/regulator.json'),
        keyOf: (participant) => join(data, 'keys/samples', `${participant}.json`),
      };
    }
    if (child.exitCode !== null) break;
  }
  throw new Error(`npm start did not come up:\n${output}`);
}

/** A sample chain beside the one that it starts with, to its end. */
export async function addChain(product: Product, chain: string): Promise<void> {
  const { differences } = await runSamples({
    gateway: product.origin,
    keys: dirname(product.keyOf('coop')),
    regulator: fileSigner(await readKeyFile(product.regulatorKey)),
    chain,
    say: () => undefined,
  });
  expect(differences).to.deep.equal([]);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

after(async function () {
  this.timeout(30_000);
  if (running === undefined) return;
  const { child, data } = running;
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(data, { recursive: true, force: true });
});
