import { TraceError } from '../error/trace-error.js';
import type { Budget } from './budget.js';
import { holds, type FactReader } from './conditions.js';
import type { EffectiveField, EffectiveItemRules, EffectiveStep } from './compose.js';
import { checkLicence } from './check-licence.js';
import type { CertificateFacts, ItemFacts, PartyFacts, StepFacts } from './facts.js';
import { factOf } from './field-facts.js';
import { checkField } from './fields.js';
import type { CertificateRequirement, StepRule } from './pack.js';

/** Takes each thing that is wrong. */
export type Fault = (error: TraceError) => void;

/** Who does it, to whom, and what the event must say: once an event, whatever it is about. Throws RULE_BUDGET. */
export function checkParties(step: string, rule: EffectiveStep, facts: StepFacts, budget: Budget, fault: Fault): void {
  const { signer, to } = facts;
  budget.spend(rule.roles.length);
  if (!hasRole(signer, rule.roles)) fault(notEntitled(signer.id, step, rule.roles));
  if (to !== undefined && rule.to !== undefined) {
    budget.spend(rule.to.length);
    if (!hasRole(to, rule.to)) fault(notEntitled(to.id, 'receiving', rule.to));
  }
  for (const field of rule.fields) {
    try {
      checkField(field, facts.field(field.expanded), budget);
    } catch (error) {
      if (!(error instanceof TraceError) || error.code === 'RULE_BUDGET') throw error;
      fault(error);
    }
  }
}

/** What one item must be and have for it. Throws RULE_BUDGET. */
export function checkItem(
  rule: EffectiveItemRules,
  facts: StepFacts,
  item: ItemFacts,
  budget: Budget,
  fault: Fault,
): void {
  const { licences, certificates, conditions, fromAll } = rule;
  for (const requirement of licences) checkLicence(requirement, facts, factsOf(facts, item, []), budget, fault);
  for (const requirement of certificates) checkCertificate(requirement, item, facts.now, budget, fault);
  for (const states of fromAll) {
    budget.spend(states.length);
    if (item.state === undefined || !states.includes(item.state)) {
      fault(new TraceError('STATE_REFUSED', { item: item.item, state: item.state ?? '–', allowed: states }));
    }
  }
  for (const condition of conditions) {
    if (holds(condition, factsOf(facts, item, condition.knows), budget)) continue;
    const { zh, en = zh } = condition.names;
    fault(new TraceError(condition.code ?? 'CONDITION_UNMET', { item: item.item, condition: condition.id, zh, en }));
  }
}

/** What every rule knows without its custody code: time, parties, fields; the rest is the item's. */
function factsOf({ signer, to, field }: StepFacts, item: ItemFacts, fields: readonly EffectiveField[]): FactReader {
  return (name) => {
    switch (name) {
      case 'signer.id':
        return signer.id;
      case 'to.id':
        return to?.id;
      case 'item.maker':
        return item.maker;
      case 'item.state':
        return item.state;
      default: {
        if (!name.startsWith('field.')) return item.fact(name);
        const rule = fields.find((each) => each.name === name.slice('field.'.length));
        return rule === undefined ? undefined : factOf(rule.form, field(rule.expanded));
      }
    }
  };
}

const DAY = 86_400;

/** One of those that name the item must be all that is asked; where none is, the one that comes nearest is told. */
function checkCertificate(
  { type, issuer, result = 'pass', maxAge }: CertificateRequirement,
  item: ItemFacts,
  now: number,
  budget: Budget,
  fault: Fault,
): void {
  // An error is made only where there is one: it takes its stack along, which costs more than the rest of the rule.
  let nearest: TraceError | undefined;
  for (const each of item.certificates()) {
    budget.spend(1);
    if (each.type !== type) continue;
    if (issuer === 'maker' ? each.issuer !== item.maker : each.roles?.includes(issuer) === false) continue;
    const wrong = faultOf(each, item.item, result, now) ?? ageOf(each, maxAge, now);
    if (wrong === undefined) return;
    nearest = wrong;
  }
  fault(nearest ?? new TraceError('CERTIFICATE_REQUIRED', { type, lot: item.item }));
}

function faultOf(facts: CertificateFacts, lot: string, result: 'pass' | 'any', now: number): TraceError | undefined {
  const { urn: certificate, until = now } = facts;
  if (facts.status === 'revoked') return new TraceError('CERTIFICATE_REVOKED', { certificate });
  if (until < now) return new TraceError('CERTIFICATE_EXPIRED', { certificate });
  if (result === 'pass' && facts.result === 'fail') return new TraceError('CERTIFICATE_FAILED', { lot, certificate });
  return undefined;
}

function ageOf(
  { urn: certificate, issued }: CertificateFacts,
  maxAge: number | undefined,
  now: number,
): TraceError | undefined {
  if (maxAge === undefined || (issued !== undefined && now <= issued + maxAge * DAY)) return undefined;
  return new TraceError('CERTIFICATE_TOO_OLD', { certificate, days: maxAge });
}

/** Whether a party has one of these. */
export function hasRole(party: PartyFacts, roles: StepRule['roles']): boolean {
  return roles.some((role) => party.roles.includes(role));
}

function notEntitled(participant: string, step: string, roles: StepRule['roles']): TraceError {
  return new TraceError('NOT_ENTITLED', { participant, step, roles });
}
