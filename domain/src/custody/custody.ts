import { formatQuantity, readQuantity } from '../decimal.js';
import { LIMITS } from '../document/kinds.js';
import { formatTime } from '../epcis/time.js';
import { TraceError } from '../error/trace-error.js';
import type { Scene } from '../capture/context.js';
import type { CategoryPack, StepRule } from '../pack/pack.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { HoldingRecord, Line, LotRecord, ParticipantRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { keepBooks } from '../balance/books.js';
import type { ActLine, CustodyAct, PartyName } from './custody-act.js';
import { dueOf } from './due.js';
import { standingOf, together } from './standing.js';

/** Clocks of two parties may differ by so much before one event is taken to precede what it builds on, seconds. */
const CLOCKS = 3600;

/** An event counts once. Throws DUPLICATE_EVENT with where it stands. */
export function markEvent(act: CustodyAct, { state, signer, ref }: Scene): void {
  const key = keys.event(signer.id, act.digest);
  const mark = state.get(key);
  if (mark !== undefined) {
    const { document, entry } = readEntryRef(mark.by);
    throw new TraceError('DUPLICATE_EVENT', { document, index: entry });
  }
  state.put(key, { v: 1, by: ref });
}

/** Event times are judged against the transaction's; an event that is reported later than it should be is marked so. */
export function checkEventTime(act: CustodyAct, pack: CategoryPack, { context, state, signer, ref }: Scene): void {
  const due = dueOf(act, pack);
  if (context.now > due) state.put(keys.event(signer.id, act.digest), { v: 1, by: ref, due });
  const eventTime = formatTime(act.time * 1000);
  if (act.time > context.now + LIMITS.skew) throw new TraceError('EVENT_FROM_FUTURE', { eventTime });
  if (act.time < context.now - pack.maxAge) {
    const earliest = formatTime((context.now - pack.maxAge) * 1000);
    throw new TraceError('EVENT_TOO_OLD', { eventTime, earliest });
  }
}

/** Nothing is shipped before it was made, nor received before it was shipped. `since`: seconds. */
export function checkOrder(act: CustodyAct, since: number): void {
  if (act.time + CLOCKS >= since) return;
  const [eventTime, earliest] = [formatTime(act.time * 1000), formatTime(since * 1000)];
  throw new TraceError('EVENT_ORDER', { eventTime, earliest });
}

export function requireRole(roles: StepRule['roles'], step: string, participant: ParticipantRecord): void {
  if (roles.some((role) => participant.roles.includes(role))) return;
  throw new TraceError('NOT_ENTITLED', { participant: participant.id, step, roles });
}

export function requireLot(lot: string, { state }: Scene): LotRecord {
  const record = state.get(keys.lot(lot));
  if (record === undefined || record.unmade !== undefined) throw new TraceError('LOT_UNKNOWN', { lot });
  return record;
}

/** The participant that an event names. Throws PARTICIPANT_UNKNOWN. */
export function findParty(party: PartyName, { state }: Scene): string {
  if ('id' in party) return party.id;
  const owner = state.get(keys.gln(party.gln));
  if (owner === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: party.gln });
  return owner.participant;
}

/** Whose goods an act is about: the party that it names as their source, or its signer. Throws PARTICIPANT_UNKNOWN. */
export function holderOf({ from }: Pick<CustodyAct, 'from'>, scene: Scene): string {
  return from === undefined ? scene.signer.id : findParty(from, scene);
}

/** A party that an event names must be this one. */
export function requireParty(party: PartyName | undefined, expected: string, path: string, scene: Scene): void {
  if (party !== undefined && findParty(party, scene) !== expected) {
    throw new TraceError('NOT_SIGNER', { path, expected });
  }
}

export function requireUnit(line: Pick<ActLine, 'lot' | 'uom'>, expected: string): void {
  if (line.uom !== expected) throw new TraceError('UNIT_MISMATCH', { lot: line.lot, expected, uom: line.uom });
}

export type Amount = Pick<ActLine, 'lot' | 'quantity' | 'uom'>;

/**
 * Takes so much out of a participant's free stock, the signer's unless said; returns how it stood there. Throws what
 * requireHolding throws.
 */
export function debit(line: Amount, scene: Scene, participant = scene.signer.id): Standing {
  const { before: _, ...holding } = requireHolding(line, participant, scene);
  const before = readQuantity(holding.quantity);
  const after = before - line.quantity;
  const quantity = formatQuantity(after);
  scene.state.put(keys.holding(participant, line.lot), { ...holding, quantity, last: scene.ref });
  keepBooks({ ...line, before, after }, participant, scene);
  return standingOf(holding);
}

/** So much is there. Throws NOT_HOLDER, UNIT_MISMATCH, INSUFFICIENT_QUANTITY naming who was faster. */
export function requireHolding(line: Amount, participant: string, { state }: Scene): HoldingRecord {
  const holding = state.get(keys.holding(participant, line.lot));
  if (holding === undefined) throw new TraceError('NOT_HOLDER', { participant, lot: line.lot });
  requireUnit(line, holding.uom);
  if (readQuantity(holding.quantity) < line.quantity) {
    throw new TraceError('INSUFFICIENT_QUANTITY', {
      lot: line.lot,
      held: holding.quantity,
      uom: holding.uom,
      asked: formatQuantity(line.quantity),
      ...readEntryRef(holding.last),
    });
  }
  return holding;
}

/** How a participant's goods of a lot stand; of what it does not have there is nothing to say. */
export function standingAt(participant: string, lot: string, { state }: Scene): Standing {
  return standingOf(state.get(keys.holding(participant, lot)) ?? {});
}

/** Adds so much to the signer's free stock, to lie with what is there. Throws STATE_DIFFERS. */
export function credit(line: Amount, standing: Standing, scene: Scene): void {
  const { state, signer, ref } = scene;
  const key = keys.holding(signer.id, line.lot);
  const holding = state.get(key);
  const before = readQuantity(holding?.quantity ?? '0');
  const after = before + line.quantity;
  state.put(key, {
    v: 1,
    ...(holding === undefined || before === 0n ? standing : together(line.lot, holding, standing)),
    quantity: formatQuantity(after),
    uom: line.uom,
    last: ref,
  });
  keepBooks({ ...line, before, after }, signer.id, scene);
}

export function toLine({ lot, quantity, uom }: ActLine): Line {
  return { lot, quantity: formatQuantity(quantity), uom };
}

/** Whom goods go to: another, registered and active. Throws PARTY_SELF, PARTICIPANT_UNKNOWN, PARTICIPANT_SUSPENDED. */
export function requireConsignee(to: PartyName, scene: Scene): ParticipantRecord {
  const id = findParty(to, scene);
  if (id === scene.signer.id) throw new TraceError('PARTY_SELF');
  const consignee = scene.state.get(keys.participant(id));
  if (consignee === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  if (consignee.status !== 'active') throw new TraceError('PARTICIPANT_SUSPENDED', { participant: id });
  return consignee;
}
