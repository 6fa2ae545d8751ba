import type { Licence } from '../state/register-records.js';

/** As much of a licence as says when it holds. */
export type Validity = Pick<Licence, 'status'> & Partial<Pick<Licence, 'from' | 'until' | 'revoked' | 'pauses'>>;

/** Why a licence does not hold: it has not begun or is over; it is, or was then, suspended or revoked. */
export type Lapse = 'expired' | 'suspended';

/** At transaction time. Suspension and revocation bind in ledger order, whatever two gateways' clocks say. */
export function lapseNow({ status, from = 0, until }: Validity, now: number): Lapse | undefined {
  if (status !== 'valid') return 'suspended';
  return from <= now && (until === undefined || now <= until) ? undefined : 'expired';
}

/** At an earlier time, of an event that is recorded now. */
export function lapseAt({ from = 0, until, revoked, pauses = [] }: Validity, time: number): Lapse | undefined {
  if (time < from || (until !== undefined && until < time)) return 'expired';
  const isPaused = pauses.some((pause) => pause.from <= time && (pause.until === undefined || time < pause.until));
  return isPaused || (revoked !== undefined && revoked <= time) ? 'suspended' : undefined;
}
