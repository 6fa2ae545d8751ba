import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clean, nodeName, runningPid, up, type Network, type Programs } from '@suyuan/native';
import { ORGANISATION_NAMES, type Ordering } from '@suyuan/network-config';
import { cpuMeter, type CpuMeter } from '../cpu.js';
import { bootstrap, openUnderTest, persist, prepare, type LedgerUnderTest } from '../ledger-under-test.js';
import { World } from '../workload/world.js';
import { BARE, deployBare, type BareChaincode } from './bare-chaincode.js';

/** A native network in a temporary folder, which goes with it. Its client is one of the first organisation's. */
export interface NetworkUnderTest extends LedgerUnderTest {
  readonly network: Network;
  /** From nothing to the first committed transaction, seconds. */
  readonly seconds: number;
  /** Deploys the bare contract, and puts the load's parties and lots on the ledger. Resolves to a meter of all processes. */
  prepare(): Promise<CpuMeter | undefined>;
  /** What the load has left, so that faults have the machine for themselves. */
  stopBare(): Promise<void>;
  /** Starts what does not run. */
  up(): Promise<void>;
}

export interface StartOptions {
  readonly programs: Programs;
  readonly ordering: Ordering;
  /** Part of 1: how much smaller the load is. */
  readonly scale: number;
}

/** Enough lots that two hundred documents, or dozens of a hundred events, are under way without waiting for each other. */
const [TRADES, LOTS] = [20, 200];
/** Forty ports, below those of outgoing connections and not those of another run beside this one. */
const PORTS_FROM = 28_000 + (process.pid % 100) * 40;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function startNetwork({ programs, ordering, scale }: StartOptions): Promise<NetworkUnderTest> {
  const world = new World(TRADES, Math.ceil(LOTS * scale));
  const data = await mkdtemp(join(tmpdir(), 'suyuan-bench-'));
  const given = new AbortController();
  let bare: BareChaincode | undefined;
  const stopBare = async (): Promise<void> => bare?.stop();
  const stop = async (): Promise<void> => {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    await stopBare();
    await clean(data);
    await rm(data, { recursive: true, force: true });
  };
  // A network outlives whoever started it.
  let running = false;
  const interrupt = (): void => {
    given.abort();
    if (running) void stop().finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.once(signal, interrupt);
  const options = { data, programs, regulator: () => Promise.resolve(world.regulator.thumbprint) };
  try {
    const began = performance.now();
    const made = await up({ ...options, ordering, portsFrom: PORTS_FROM, signal: given.signal });
    const { network, settled } = made;
    const connection = network.folder.connection('producer');
    const under = await openUnderTest(connection, settled.genesis, world, { chaincode: BARE });
    await bootstrap(under);
    const seconds = (performance.now() - began) / 1000;
    running = true;
    return {
      ...{ ...under, network, seconds, stop, stopBare },
      async prepare() {
        bare = await deployBare(network, settled, programs);
        await prepare(under);
        const ledger = under.connectBare();
        // Peers tell each other within a second what they serve.
        const [document] = await world.bootstrap(under.aud);
        if (document) await persist(ledger, document);
        await ledger.close();
        return cpuMeter(await groupsOf(network, bare));
      },
      async up() {
        await up(options);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const KINDS = { orderer: 'orderers', peer: 'peers', contracts: 'contracts' } as const;

/** Every process by the number of its group. */
async function groupsOf({ folder }: Network, { folders }: BareChaincode): Promise<Map<number, string>> {
  const groups = new Map<number, string>();
  const add = async (own: string, what: string): Promise<void> => {
    const pid = await runningPid(own);
    if (pid !== undefined) groups.set(pid, what);
  };
  for (const [role, what] of Object.entries(KINDS)) {
    for (const name of ORGANISATION_NAMES) await add(folder.node(nodeName(name, role as keyof typeof KINDS)), what);
  }
  for (const own of folders) await add(own, KINDS.contracts);
  return groups;
}
