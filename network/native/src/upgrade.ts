import { Commands } from './chain/commands.js';
import { commitDefinition, committedAt, installAndApprove, versionAt } from './chain/lifecycle.js';
import { waitForEndorsement } from './chain/probe.js';
import { bundleContracts, keepBundle, type Bundle } from './contracts/bundle.js';
import { makePackages } from './contracts/packages.js';
import { NetworkError, NotYet, type Say } from './failure.js';
import { withLock } from './lock.js';
import { networkAt, NetworkFolder, type Network } from './network.js';
import { neededNodes, otherSlot } from './nodes.js';
import { mustBeMade } from './one-node.js';
import { listens, runningPid, startNode, waitForNode } from './processes/node-process.js';
import { contractsSpec } from './processes/specs.js';
import type { Programs } from './programs/find.js';
import { writeSettled, type NextContracts, type Settled } from './settled.js';
import { stopSlot, tidy } from './tidy.js';

export interface UpgradeOptions {
  readonly data: string;
  readonly programs: Programs;
  /** The new contracts; those of this source tree unless said. */
  readonly bundle?: Bundle;
  readonly say?: Say;
  /** Gives up. What was begun is gone on with by the next upgrade to the same contracts. */
  readonly signal?: AbortSignal;
}

export interface UpgradeResult {
  /** False where these contracts were committed already. */
  readonly changed: boolean;
  readonly from: string;
  readonly settled: Settled;
}

/**
 * Replaces the contracts of a network while it serves. At any moment the process of the contracts that the channel has
 * committed runs, so dying anywhere costs no service; what was reached is in `network.json` (`next`):
 *
 * 1. nothing of `next`: files may be left over, which nothing speaks of;
 * 2. `next`: bundle and packages are whole, each step from here can be repeated, and other contracts may take its place;
 * 3. `next.committing`: the channel may have committed, by an envelope still on its way: there is no way but on;
 * 4. `next` has become what is settled: what is left is stopping the old processes, which `tidy` does.
 */
export async function upgrade(options: UpgradeOptions): Promise<UpgradeResult> {
  const folder = new NetworkFolder(options.data);
  await mustBeMade(folder);
  return withLock(folder, async () => {
    const before = await mustBeMade(folder);
    const { version: from } = before;
    const work = new Upgrade(networkAt(folder, before.ordering, before.portsFrom), options);
    await mustBeUp(folder, before);
    const bundle = options.bundle ?? (await bundleContracts());
    await tidy(folder, before);

    if (before.next) options.say?.(`An upgrade to ${before.next.version} was interrupted. / 上次升级被中断。`);
    let settled = before.next?.committing === true ? await work.finish(before) : before;
    if (settled.version === bundle.version) {
      settled = await work.withdrawn(settled);
      return { changed: settled.version !== from, from, settled };
    }
    settled = await work.begun(settled, bundle);
    return { changed: true, from, settled: await work.finish(settled) };
  });
}

/** Each organisation's peer installs and approves. */
async function mustBeUp(folder: NetworkFolder, settled: Settled): Promise<void> {
  const nodes = neededNodes(settled);
  const running = await Promise.all(nodes.map((node) => runningPid(folder.node(node.folder))));
  const stopped = nodes.filter((_, i) => running[i] === undefined).map(({ name }) => name);
  if (stopped.length === 0) return;
  const which = stopped.length === nodes.length ? 'It is not up' : `Not running: ${stopped.join(', ')}`;
  throw new NetworkError(`${which}. An upgrade needs all nodes: npm run network -- up / 升级需要全部节点运行。`);
}

/** The channel has other contracts than it was asked to commit. */
class Overtaken extends NetworkError {}

class Upgrade {
  readonly #network: Network;
  readonly #options: UpgradeOptions;
  readonly #commands: Commands;

  constructor(network: Network, options: UpgradeOptions) {
    this.#network = network;
    this.#options = options;
    this.#commands = new Commands(network, options.programs, options.signal);
  }

  /** With `next` being these contracts, all of whose files are there. */
  async begun(before: Settled, bundle: Bundle): Promise<Settled> {
    const { version } = bundle;
    if (before.next?.version === version) return before;
    const settled = await this.withdrawn(before);
    this.#say(`Packaging ${version}, to follow ${settled.version} … / 正在打包新合约 …`);
    const { folder, description } = this.#network;
    const slot = otherSlot(settled.slot);
    await keepBundle(bundle, folder.bundle(version));
    const packages = await makePackages(this.#network, version, slot);
    // The channel's own number, not ours: somebody may have used Fabric's commands.
    const committed = await Promise.all(description.organisations.map(({ name }) => committedAt(this.#commands, name)));
    const sequence = Math.max(...committed.map((each) => each.sequence)) + 1;
    const next: NextContracts = { version, sequence, slot, packages, committing: false };
    return writeSettled(folder, { ...settled, next });
  }

  /** Without `next`, which is not committed. Approvals stay on the channel, and count for those contracts alone. */
  async withdrawn(before: Settled): Promise<Settled> {
    if (before.next === undefined) return before;
    const { next, ...settled } = before;
    this.#say(`Withdrawing ${next.version}, which was not committed … / 正在撤回未提交的合约 …`);
    const { folder } = this.#network;
    await writeSettled(folder, settled);
    await tidy(folder, settled);
    return settled;
  }

  /** From wherever the upgrade to `next` stands to its end. */
  async finish(before: Settled): Promise<Settled> {
    const { next, ...rest } = before;
    if (next === undefined) return before;
    const { folder, description } = this.#network;
    const names = description.organisations.map(({ name }) => name);
    if (!next.committing) await this.#approved(before, next);

    this.#say(`Committing it as number ${next.sequence} of the channel … / 正在提交合约定义 …`);
    await writeSettled(folder, { ...before, next: { ...next, committing: true } });
    await commitDefinition(this.#commands, next);
    this.#say('Waiting until every organisation serves it … / 正在等待各组织切换 …');
    try {
      await Promise.all(names.map((name) => this.#commands.patiently(() => this.#serves(name, next))));
    } catch (error) {
      // Ours can't be committed any more: the next upgrade follows what was.
      if (error instanceof Overtaken) await writeSettled(folder, rest);
      throw error;
    }
    const { signal } = this.#options;
    await Promise.all(names.map((name) => waitForEndorsement(this.#network, name, signal)));

    const { committing: _, ...contracts } = next;
    const settled = await writeSettled(folder, { ...rest, ...contracts });
    this.#say(`Stopping the processes of ${before.version} as soon as they are idle … / 旧进程处理完毕后停止 …`);
    await tidy(folder, settled);
    return settled;
  }

  /** Installed and approved by each organisation, and its processes listen. Where that fails, none of them is left running. */
  async #approved(settled: Settled, next: NextContracts): Promise<void> {
    const { folder, description } = this.#network;
    try {
      this.#say('Starting its processes beside those that serve … / 正在启动新合约进程 …');
      const specs = description.organisations.map(({ name }) => contractsSpec(this.#network, name, next, settled));
      for (const spec of specs) {
        if ((await runningPid(spec.folder)) !== undefined) continue;
        if (await listens(spec.place)) throw new NetworkError(`Port ${spec.place.port}, for ${spec.name}, is in use.`);
        await startNode(spec);
      }
      await Promise.all(specs.map((spec) => waitForNode(spec, this.#options.signal)));
      this.#say('Each organisation installs and approves it … / 各组织正在安装并批准 …');
      await installAndApprove(this.#commands, next);
    } catch (error) {
      await stopSlot(folder, next.slot);
      throw error;
    }
  }

  /** A peer that has the block of the commit runs nothing of the old contracts any more: a block waits for what simulates. */
  async #serves(name: Parameters<typeof versionAt>[1], { version, sequence }: NextContracts): Promise<void> {
    const committed = await committedAt(this.#commands, name);
    if (committed.sequence > sequence || (committed.sequence === sequence && committed.version !== version)) {
      throw new Overtaken(
        `The channel has committed ${committed.version} as number ${committed.sequence}: somebody else upgraded it.`,
      );
    }
    const runs = await versionAt(this.#commands, name);
    if (runs !== version) throw new NotYet(`${name} still answers with ${runs}`);
  }

  #say(line: string): void {
    this.#options.say?.(line);
  }
}
