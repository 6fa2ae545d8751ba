import type { Block } from './block.js';
import { readPair } from './envelope.js';
import { child } from './proposal.js';
import { Reader } from './wire.js';

export interface Organisation {
  readonly mspid: string;
  /** PEM certificates. */
  readonly roots: readonly Buffer[];
  readonly tlsRoots: readonly Buffer[];
}

/** What a configuration block says of a channel, as far as readers of blocks need it. */
export interface ChannelConfig {
  readonly channel: string;
  readonly sequence: number;
  readonly applicationOrganisations: readonly Organisation[];
  readonly ordererOrganisations: readonly Organisation[];
  /** `etcdraft`, `BFT`, or `solo` for the embedded ledger: one node, no consensus. */
  readonly consensus: string;
  /** Bytes above which an orderer takes no envelope. */
  readonly absoluteMaxBytes: number;
}

/** `common.ConfigGroup`: a tree of groups with values and policies, each by name. */
interface Group {
  readonly groups: ReadonlyMap<string, Buffer>;
  readonly values: ReadonlyMap<string, Buffer>;
}

const NONE: Buffer = Buffer.alloc(0);

/** Reads a configuration block; undefined for a block of any other kind. Throws FormatError. */
export function readConfig(block: Block): ChannelConfig | undefined {
  const tx = block.transactions[0];
  if (block.transactions.length !== 1 || !tx?.isConfig) return undefined;
  const config = new Reader(child(tx.data, 1, 'common.ConfigEnvelope'), 'common.Config');
  let sequence = 0;
  let root = NONE;
  while (config.next()) {
    if (config.field === 1) sequence = config.uint();
    else if (config.field === 2) root = config.bytes();
  }
  const { groups } = readGroup(root);
  const application = readGroup(groups.get('Application') ?? NONE);
  const ordering = readGroup(groups.get('Orderer') ?? NONE);
  return {
    channel: tx.channel,
    sequence,
    applicationOrganisations: organisations(application),
    ordererOrganisations: organisations(ordering),
    consensus: child(value(ordering, 'ConsensusType'), 1, 'orderer.ConsensusType').toString(),
    absoluteMaxBytes: readAbsoluteMax(value(ordering, 'BatchSize')),
  };
}

function readGroup(bytes: Buffer): Group {
  const reader = new Reader(bytes, 'common.ConfigGroup');
  const groups = new Map<string, Buffer>();
  const values = new Map<string, Buffer>();
  while (reader.next()) {
    if (reader.field !== 2 && reader.field !== 3) continue;
    const into = reader.field === 2 ? groups : values;
    const [name, content] = readPair(reader.bytes(), 'map entry');
    into.set(name.toString(), content);
  }
  return { groups, values };
}

function value(group: Group, name: string): Buffer {
  return child(group.values.get(name) ?? NONE, 2, 'common.ConfigValue');
}

function readAbsoluteMax(bytes: Buffer): number {
  const reader = new Reader(bytes, 'orderer.BatchSize');
  let max = 0;
  while (reader.next()) if (reader.field === 2) max = reader.uint();
  return max;
}

function organisations(group: Group): Organisation[] {
  const found = [...group.groups.values()].map((bytes) => {
    const config = new Reader(child(value(readGroup(bytes), 'MSP'), 2, 'msp.MSPConfig'), 'msp.FabricMSPConfig');
    const organisation = { mspid: '', roots: [] as Buffer[], tlsRoots: [] as Buffer[] };
    while (config.next()) {
      if (config.field === 1) organisation.mspid = config.string();
      else if (config.field === 2) organisation.roots.push(config.bytes());
      else if (config.field === 9) organisation.tlsRoots.push(config.bytes());
    }
    return organisation;
  });
  return found.sort((a, b) => (a.mspid < b.mspid ? -1 : 1));
}
