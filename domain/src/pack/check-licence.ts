import { TraceError } from '../error/trace-error.js';
import { formatTime } from '../epcis/time.js';
import { lapseAt, lapseNow, type Lapse } from '../licence/validity.js';
import type { Budget } from './budget.js';
import { passes, type FactReader } from './conditions.js';
import type { LicenceFacts, StepFacts } from './facts.js';
import type { LicenceRequirement } from './pack.js';

/**
 * A party must have one that holds at transaction time, and one that held at the event's, so far as that is past; where
 * none does, the one that comes nearest is told: LICENCE_REQUIRED, LICENCE_EXPIRED, LICENCE_SUSPENDED.
 */
export function checkLicence(
  { type, of, for: only, scope, includes, unless }: LicenceRequirement,
  { signer, to, now, then }: StepFacts,
  fact: FactReader,
  budget: Budget,
  fault: (error: TraceError) => void,
): void {
  const party = of === 'signer' ? signer : to;
  // Nobody is named: what takes a recipient says so by its own rules.
  if (party === undefined) return;
  budget.spend(only?.length ?? 0);
  if (only?.some((role) => party.roles.includes(role)) === false) return;
  if (unless?.every((each) => passes(each, fact, budget)) === true) return;
  const wanted = scope === undefined ? undefined : fact(scope);
  const scopes = [...(wanted === undefined ? [] : [String(wanted)]), ...(includes === undefined ? [] : [includes])];
  // What a rule asks to be in scope and nobody can tell is in none.
  const isTold = scope === undefined || wanted !== undefined;
  const inScope = party.licences(type).filter((licence) => {
    budget.spend(1 + licence.scopes.length);
    return licence.type === type && isTold && scopes.every((each) => licence.scopes.includes(each));
  });
  const facts = { participant: party.id, type };
  // Errors are made only where they are told: each takes its stack along.
  const required = () => new TraceError('LICENCE_REQUIRED', { ...facts, scope: isTold ? scopes : `${scope} = ?` });
  const lack = (time: number, lapse: (licence: LicenceFacts) => Lapse | undefined): TraceError | undefined => {
    let nearest: TraceError | undefined;
    for (const licence of inScope) {
      const why = lapse(licence);
      if (why === undefined) return undefined;
      const code = why === 'expired' ? 'LICENCE_EXPIRED' : 'LICENCE_SUSPENDED';
      nearest = new TraceError(code, { ...facts, number: licence.number, at: formatTime(time * 1000) });
    }
    return nearest ?? required();
  };
  const lacking =
    lack(now, (licence) => lapseNow(licence, now)) ??
    (then === undefined ? undefined : lack(then, (licence) => lapseAt(licence, then)));
  if (lacking !== undefined) fault(lacking);
}
