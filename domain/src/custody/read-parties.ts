import type { EpcisEvent, Reference } from '../epcis/event.js';
import { TraceError } from '../error/trace-error.js';
import { parseEntryUrn, parsePartyUrn } from '../identifier/suyuan-urn.js';
import { entryRef, type EntryRef } from '../state/keys.js';
import type { CustodyStep, PartyName } from './custody-act.js';
import { WAY_STEPS } from './stay-steps.js';

export const OWNER = 'owning_party';
export const HOLDER = 'possessing_party';
/** CBV has no word for who carries. */
export const CARRIER = 'urn:suyuan:sdt:carrier';

/** The one party that a list names in a role. Throws PARTY_MISSING, IDENTIFIER_UNKNOWN. */
export function readParty(
  list: readonly { type: string; party: Reference }[],
  role: string,
  path: string,
): PartyName | undefined {
  const named = list.filter(({ type }) => type === role);
  const [first] = named;
  if (first === undefined) return undefined;
  if (named.length > 1) throw new TraceError('PARTY_MISSING', { path });
  const { uri, gs1 } = first.party;
  if (gs1?.scheme === 'pgln') return { gln: gs1.key };
  const id = parsePartyUrn(uri);
  if (id === undefined) throw new TraceError('IDENTIFIER_UNKNOWN', { value: uri.slice(0, 120) });
  return { id };
}

/** Steps that cannot do without a shipment. */
const ABOUT_SHIPMENTS: readonly CustodyStep[] = ['receiving', 'returning', 'void_shipping', 'transporting'];

/** The shipment that it is about. Throws REFERENCE_MISSING. */
export function readShipment(event: EpcisEvent, step: CustodyStep): EntryRef | undefined {
  const must = ABOUT_SHIPMENTS.includes(step);
  if (!must && !WAY_STEPS.some((each) => each === step)) return undefined;
  const advices = event.bizTransactionList.filter(({ type }) => type === 'desadv');
  const [advice] = advices;
  const name = advice === undefined ? undefined : parseEntryUrn(advice.bizTransaction.uri);
  if (name === undefined && !must) return undefined;
  if (name === undefined || advices.length > 1) throw new TraceError('REFERENCE_MISSING');
  return entryRef(name.document, name.index);
}
