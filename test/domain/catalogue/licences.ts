import type { Licence } from './terms.js';

/* When a licence held. */

/** Of more pauses than so many the two oldest are told as one. */
const MOST_PAUSES = 20;

export function suspend(licence: Licence, now: number): void {
  licence.status = 'suspended';
  pause(licence, { from: now });
}

/** A pause lasts a second at least. */
export function readmit(licence: Licence, now: number): void {
  licence.status = 'valid';
  licence.pauses = licence.pauses.map((each) => ({ ...each, until: each.until ?? Math.max(now, each.from + 1) }));
}

export function revoke(licence: Licence, now: number): void {
  licence.status = 'revoked';
  licence.revoked = now;
}

/** To a later last second; what lies between its end and now is covered by nothing. */
export function renew(licence: Licence, until: number, now: number): void {
  if (licence.until < now) pause(licence, { from: licence.until + 1, until: now });
  licence.until = until;
}

function pause(licence: Licence, added: Licence['pauses'][number]): void {
  const all = [...licence.pauses, added].sort((a, b) => a.from - b.from);
  licence.pauses = all;
  const [first, second, ...rest] = all;
  if (first === undefined || second === undefined || all.length <= MOST_PAUSES) return;
  const until = Math.max(first.until ?? Infinity, second.until ?? Infinity);
  licence.pauses = [{ from: first.from, ...(until === Infinity ? {} : { until }) }, ...rest];
}

/** Whether it holds, at the ledger's time. */
export function holds({ status, until }: Licence, now: number): boolean {
  return status === 'valid' && now <= until;
}

/** Whether it held at an earlier time. */
export function held({ until, revoked, pauses }: Licence, time: number): boolean {
  const paused = pauses.some((each) => each.from <= time && (each.until === undefined || time < each.until));
  return time <= until && !paused && (revoked === undefined || time < revoked);
}
