import { GatewayClient, type Fetch, type Signer } from '@suyuan/client';
import { openActors, requireActor } from './actors.js';
import { attempt } from './attempts.js';
import { readChain } from './chain.js';
import { compare, compareUnit } from './expectations.js';
import { SampleFailure } from './failure.js';
import { perform } from './perform.js';
import type { Occasion } from './placeholders.js';
import { enterRegisters } from './registers.js';
import { admit, bootstrap, publishPacks } from './registry.js';

export interface SampleOptions {
  /** Address of the gateway. */
  readonly gateway: string;
  /** Folder of the participants' keys; they are made there where they are missing. */
  readonly keys: string;
  /** A regulator's key: needed where the ledger does not know the chain's participants yet. */
  readonly regulator?: Signer;
  /** Which chain of `samples/`. */
  readonly chain?: string;
  /** Also send what must be refused, and compare what the ledger then says with what it must say. */
  readonly verify?: boolean;
  readonly say: (line: string) => void;
  readonly now?: Date;
  /** How to reach the gateway, where it is not the usual way. */
  readonly fetch?: Fetch;
  /** Thumbprints of keys that are known to be registered, added to; of runs one after another the same. */
  readonly known?: Set<string>;
}

export interface SampleReport {
  /** Documents that this run added, and those that stood on the ledger before. */
  readonly added: number;
  readonly existing: number;
  /** Refusals that came as expected. */
  readonly refused: number;
  /** Answers that are not the expected ones. */
  readonly differences: readonly string[];
  /** Canonical URIs of the chain's items. */
  readonly items: readonly string[];
}

/** Runs a sample chain against a gateway. Run again it adds nothing. Throws SampleFailure where it cannot go on. */
export async function runSamples(options: SampleOptions): Promise<SampleReport> {
  const { gateway, keys, regulator, say, verify = true, now = new Date(), known = new Set() } = options;
  const chain = await readChain(options.chain ?? 'agri');
  say(`${chain.title.zh} / ${chain.title.en ?? ''}`);
  const client = new GatewayClient(gateway, options.fetch && { fetch: options.fetch });
  const actors = await openActors(chain, gateway, keys, options.fetch);
  let ledger = await client.ledger();
  if (regulator !== undefined && (await bootstrap(client, ledger, regulator, chain.regulator))) {
    say(`  + ${chain.regulator.name.zh} registers itself as the first regulator`);
    ledger = await client.ledger();
  }
  const registry = { client, ledger, regulator, known };
  const admitted = await admit(registry, actors);
  if (admitted.length > 0) say(`  + registered: ${admitted.join(', ')}`);
  const published = await publishPacks(registry, chain);
  if (published.length > 0) say(`  + category pack in force: ${published.join(', ')}`);

  const entered = await enterRegisters(registry, chain);
  if (entered > 0) say(`  + ${entered} licences and products registered`);

  const documents = new Map<string, string>();
  const occasion: Occasion = {
    now,
    documentOf: (step) => {
      const document = documents.get(step);
      if (document === undefined) throw new Error(`no step ${step} before this one`);
      return document;
    },
  };
  let added = 0;
  for (const [i, step] of chain.steps.entries()) {
    const { document, fresh } = await perform(chain, step, requireActor(actors, step.by), ledger.aud, occasion);
    documents.set(step.id, document);
    if (fresh) added += 1;
    say(`  ${fresh ? '+' : '='} ${String(i + 1).padStart(2)}/${chain.steps.length} ${step.says}`);
  }
  const report = { added, existing: chain.steps.length - added, items: chain.expect.map(({ item }) => item) };
  if (!verify) return { ...report, refused: 0, differences: [] };

  const differences: string[] = [];
  // All at once: none of them leaves anything that another could see.
  const found = await Promise.all(chain.attempts.map((what) => attempt(chain, what, actors, ledger.aud, occasion)));
  for (const [i, what] of chain.attempts.entries()) {
    const difference = found[i];
    if (difference !== undefined) differences.push(difference);
    else say(`  × ${what.code.padEnd(22)} ${what.says}`);
  }
  const refused = chain.attempts.length - differences.length;
  const pin = ledger.regulator;
  if (pin === undefined) throw new SampleFailure('The gateway names no root regulator, though one is registered.');
  for (const expected of chain.expect) {
    const wrong = await compare(expected, actors, pin, new Set(documents.values()));
    if (wrong.length === 0) say(`  ✓ ${expected.item}`);
    differences.push(...wrong);
  }
  for (const expected of chain.units) {
    const wrong = await compareUnit(expected, actors, pin);
    if (wrong.length === 0) say(`  ✓ ${expected.item}`);
    differences.push(...wrong);
  }
  return { ...report, refused, differences };
}
