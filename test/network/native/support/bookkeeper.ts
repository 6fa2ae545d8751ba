import { setTimeout } from 'node:timers/promises';
import { readBlock, SLOT, type Block } from '@suyuan/block';
import { Audit } from '../../../support/audit.js';
import { unbalanced } from '../../../support/conservation.js';
import { Oracle } from '../../../support/oracle.js';
import type { Access } from '../../../ledger/ledger-under-test.js';
import type { Load } from '../../../ledger/load.js';
import { patiently, take, type Market } from '../../../ledger/market.js';

/** How long (ms) a peer may take to have all blocks. */
const PATIENCE = 60_000;

/** Holds what people were told against every peer's blocks; each block is judged once. */
export class Bookkeeper {
  readonly #audit: Audit;
  readonly #oracle: Oracle;
  #height = 0;
  #findings = 0;

  constructor(
    readonly market: Market,
    /** One of each organisation. */
    readonly peers: readonly Access[],
  ) {
    const { access, under, aud, regulator } = market;
    const { chaincode } = access.connection;
    const { commitHashes, consenters } = under.features;
    this.#audit = new Audit({ chaincode, commitHashes, ...(consenters && { consenters }) });
    this.#oracle = new Oracle({ chaincode, aud, root: regulator.thumbprint });
  }

  get height(): number {
    return this.#height;
  }

  /**
   * What is wrong now, empty where all is well: blocks that are no chain, not signed or flagged wrongly, records against
   * the rules, quantities that appeared or vanished, documents that stand nowhere, twice, or elsewhere than was told,
   * and peers that have other blocks than the first.
   */
  async wrong(load: Load): Promise<string[]> {
    const blocks = (await patiently(() => this.market.blocks())).slice(this.#height);
    for (const block of blocks) {
      this.#audit.take(block);
      this.#oracle.take(block);
    }
    const findings = [...this.#audit.findings, ...this.#oracle.findings];
    const wrong = findings.slice(this.#findings);
    this.#findings = findings.length;
    wrong.push(...unbalanced(this.#oracle), ...load.surprises, ...this.#misplaced(load));
    for (const peer of this.peers) wrong.push(...(await this.#differing(peer, blocks)));
    this.#height += blocks.length;
    return wrong;
  }

  #misplaced({ acknowledged }: Load): string[] {
    const { documents } = this.#oracle;
    const wrong = [...documents].filter(([, places]) => places.length > 1).map(([id]) => `${id} stands twice`);
    for (const { id, outcome } of acknowledged) {
      const [place] = documents.get(id) ?? [];
      if (place === undefined) wrong.push(`${id}, acknowledged as ${outcome.status}, is in no block`);
      else if (outcome.status === 'committed' && (outcome.block !== place.block || outcome.txId !== place.txId))
        wrong.push(`${id} is in block ${place.block}, and was said to be in ${outcome.block}`);
    }
    return wrong;
  }

  async #differing({ ledger, connection }: Access, blocks: readonly Block[]): Promise<string[]> {
    const late = setTimeout(PATIENCE, undefined, { ref: false });
    const taken = await Promise.race([patiently(() => take(ledger, this.#height, blocks.length)), late]);
    if (taken === undefined) return [`${connection.mspId}'s peer does not catch up`];
    const own = taken.map((bytes) => agreed(readBlock(bytes)));
    const at = blocks.findIndex((block, i) => agreed(block) !== own[i]);
    return at === -1 ? [] : [`${connection.mspId}'s peer has another block ${this.#height + at}`];
  }
}

/** What is the same at every peer: each has its blocks from another orderer, with that one's signatures. */
function agreed(block: Block): string {
  const parts = [block.headerHash, block.validationCodes, block.slot(SLOT.COMMIT_HASH)];
  return parts.map((bytes) => bytes.toString('hex')).join();
}
