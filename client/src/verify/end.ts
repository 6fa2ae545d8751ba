import type { ActLine } from '@suyuan/domain';
import { awaitOthers } from './pending.js';
import type { LotReplay } from './lot-replay.js';
import type { Ending, Outcome, ReplayedEvent } from './replayed-event.js';
import { requireFrom, ruleOf } from './step-rule.js';

/** Out of the world; where the category asks for several signatures, with the last of them. */
export function end(done: ReplayedEvent, line: ActLine, ended: Ending, replay: LotReplay): Outcome {
  const { act, signer, recorded } = done;
  const { entitlement, stock } = replay;
  if (act.from !== undefined) replay.requireParty(act.from, signer, 'sourceList');
  const lot = replay.requireLot();
  const pack = entitlement.packAt(lot.category, recorded);
  const rule = ruleOf(pack, done);
  if (ended === 'decommissioned') entitlement.requireRole(rule.roles, act.step, signer);
  else {
    replay.requireStep(done, pack, lot);
    replay.released(stock.standing(signer), done, lot);
  }
  requireFrom(rule, replay.item, stock.state(signer));
  if ((rule.signatures ?? 1) === 1) take(done, line, ended, replay);
  else awaitOthers({ done, line, participant: signer, rule, into: ended }, replay);
  return { ended };
}

/** Out of the signer's stock, for good. */
export function take(
  { act, signer, ref }: ReplayedEvent,
  line: ActLine,
  into: 'sampled' | 'used' | Ending,
  replay: LotReplay,
): void {
  replay.debit(signer, line, ref);
  replay[into] += line.quantity;
  if (replay.unit !== undefined) replay.unit.ended = act.step;
}
