import { TraceError } from '../error/trace-error.js';
import type { EntryRef } from '../state/keys.js';
import type { LotRecord, ParticipantRecord, Role, ShipmentRecord } from '../state/records.js';
import type { CustodyStep } from './custody-act.js';
import type { StayStep } from './stay-steps.js';

/** Steps that may be done for the holder. */
export type ServedStep = StayStep | 'installing' | 'removing';

/**
 * Who may do a step to goods that another has, beside whom the category entitles: those whose trade it is. A rival who has
 * the role of a dealer could otherwise put on record what it likes about another's stock. What is left out takes the holder.
 */
const SERVANTS: Readonly<Partial<Record<ServedStep, readonly Role[]>>> = {
  storing: ['warehouse'],
  holding: ['inspector', 'regulator', 'customs'],
  sensor_reporting: ['warehouse', 'carrier'],
  inspecting: ['laboratory', 'inspector', 'customs', 'regulator', 'market'],
  market_entry: ['market'],
  maintaining: ['maintainer', 'installer', 'repairer'],
  repairing: ['maintainer', 'installer', 'repairer'],
  // A workshop that repairs vehicles puts in what it has itself.
  installing: ['installer', 'maintainer'],
  removing: ['installer', 'maintainer'],
};
/** Makers look after what they made. */
const MAKERS: readonly string[] = ['maintaining', 'repairing'];

/** Throws SERVICE_REFUSED. */
export function requireServant(
  step: ServedStep,
  { maker }: Pick<LotRecord, 'maker'>,
  signer: Pick<ParticipantRecord, 'id' | 'roles'>,
): void {
  if (maker !== signer.id || !MAKERS.includes(step)) requireTrade(step, signer);
}

function requireTrade(step: ServedStep, signer: Pick<ParticipantRecord, 'id' | 'roles'>): void {
  const roles = SERVANTS[step] ?? [];
  if (roles.some((role) => signer.roles.includes(role))) return;
  throw new TraceError('SERVICE_REFUSED', { participant: signer.id, step, roles });
}

/** Parties to a shipment that may report of it, beside its carrier. */
const PARTIES_REPORT: readonly string[] = ['transporting', 'sensor_reporting'];

/**
 * Goods on their way are with the carrier that the shipment names, or with one of its parties, who carries by itself; a
 * market looks at what arrives at its gate, and whoever inspects inspects. Throws NOT_CARRIER, SERVICE_REFUSED.
 */
export function requireOnTheWay(
  step: CustodyStep,
  { from, to, carrier }: Pick<ShipmentRecord, 'from' | 'to' | 'carrier'>,
  ref: EntryRef,
  signer: Pick<ParticipantRecord, 'id' | 'roles'>,
): void {
  if (PARTIES_REPORT.includes(step)) {
    if ([from, to, carrier].includes(signer.id)) return;
    throw new TraceError('NOT_CARRIER', { shipment: ref, expected: carrier ?? from });
  }
  requireTrade(step as StayStep, signer);
}

/** Steps that let goods go on their way, or to work: not those that are stopped. */
export function isGate(step: CustodyStep): boolean {
  return (
    step === 'market_entry' || step === 'importing' || step === 'exporting' || step === 'filling' || step === 'using'
  );
}
