import { TraceError, type CategoryPack, type Role, type StepRule } from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { ReplayedEvent } from './replayed-event.js';

/** Throws STEP_UNSUPPORTED where the category has no such step. */
export function ruleOf(pack: CategoryPack, { act }: Pick<ReplayedEvent, 'act'>): StepRule {
  const rule = pack.steps[act.step];
  if (rule === undefined) {
    throw new TraceError('STEP_UNSUPPORTED', { step: act.step, type: pack.id, action: pack.version });
  }
  return rule;
}

/** Throws STATE_REFUSED. */
export function requireFrom({ from }: Pick<StepRule, 'from'>, item: string, state: string): void {
  if (from !== undefined && !from.includes(state))
    throw new TraceError('STATE_REFUSED', { item, state, allowed: from });
}

/** Whoever signs, with the roles that it is registered with. */
export function partyOf({ signer }: ReplayedEvent, { registry }: LotReplay): { id: string; roles: readonly Role[] } {
  return { id: signer, roles: registry.registration(signer)?.roles ?? [] };
}
