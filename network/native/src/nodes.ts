import { ORGANISATION_NAMES, type OrganisationName } from '@suyuan/network-config';
import { NetworkError } from './failure.js';
import type { ContractSet, Settled, Slot } from './settled.js';

export type Role = 'peer' | 'orderer' | 'contracts';
export const ROLES: readonly Role[] = ['orderer', 'contracts', 'peer'];

/** `producer-peer`, `lab-orderer`, `regulator-contracts` … */
export function nodeName(organisation: OrganisationName, role: Role): string {
  return `${organisation}-${role}`;
}

/** What a network consists of while no upgrade is under way. */
export const NODE_NAMES: readonly string[] = ORGANISATION_NAMES.flatMap((name) =>
  ROLES.map((role) => nodeName(name, role)),
);

const OTHER_SLOT: Readonly<Record<Slot, Slot>> = { contracts: 'nextContracts', nextContracts: 'contracts' };

export function otherSlot(slot: Slot): Slot {
  return OTHER_SLOT[slot];
}

/** The folder below `nodes/` of the contract process in a slot. */
export function slotFolder(organisation: OrganisationName, slot: Slot): string {
  return slot === 'contracts' ? nodeName(organisation, 'contracts') : `${nodeName(organisation, 'contracts')}-2`;
}

/** Every folder below `nodes/` in which something may run. */
export const NODE_FOLDERS: readonly string[] = ORGANISATION_NAMES.flatMap((name) => [
  nodeName(name, 'orderer'),
  slotFolder(name, 'contracts'),
  slotFolder(name, 'nextContracts'),
  nodeName(name, 'peer'),
]);

/** A node as its users know it. */
export interface NetworkNode {
  readonly name: string;
  readonly organisation: OrganisationName;
  readonly role: Role;
  /** Below `nodes/`. */
  readonly folder: string;
  /** What a contract process serves. */
  readonly contracts?: ContractSet;
}

/**
 * The nodes of a network, or of one that is not whole. `lab-contracts` is the process of the contracts that are settled, in whichever slot it is; while
 * an upgrade is under way, there is `lab-contracts-next` too.
 */
export function nodesOf(settled?: Settled): NetworkNode[] {
  const next = settled?.next;
  return ORGANISATION_NAMES.flatMap((organisation) =>
    ROLES.flatMap((role): NetworkNode[] => {
      const name = nodeName(organisation, role);
      if (role !== 'contracts') return [{ name, organisation, role, folder: name }];
      const process = (of: string, contracts?: ContractSet): NetworkNode => ({
        ...{ name: of, organisation, role, ...(contracts && { contracts }) },
        folder: slotFolder(organisation, contracts?.slot ?? 'contracts'),
      });
      return [process(name, settled), ...(next ? [process(`${name}-next`, next)] : [])];
    }),
  );
}

/** Those without which the network does not serve: of an upgrade, the new processes once the channel may have them. */
export function neededNodes(settled: Settled): NetworkNode[] {
  const { next, ...rest } = settled;
  return nodesOf(next?.committing === true ? settled : rest);
}

/** Throws a NetworkError that names those that there are. */
export function nodeCalled(settled: Settled | undefined, name: string): NetworkNode {
  const nodes = nodesOf(settled);
  const found = nodes.find((node) => node.name === name);
  if (found !== undefined) return found;
  throw new NetworkError(`There is no node ${name}; there are ${nodes.map((node) => node.name).join(', ')}.`);
}
