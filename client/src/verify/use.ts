import { checkYield, type ActLine } from '@suyuan/domain';
import { take } from './end.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { requireFrom } from './step-rule.js';

/** It is worked into other lots: what they must be is judged where they are looked at. */
export function use(done: ReplayedEvent, line: ActLine, replay: LotReplay): Outcome {
  const { act, signer, recorded } = done;
  const { entitlement, stock } = replay;
  const lot = replay.requireLot();
  const pack = entitlement.packAt(act.origin?.category ?? lot.category, recorded);
  entitlement.requireUse(pack, act.step, signer, replay.standingThen(done, lot));
  checkYield(act.lines, act.outputs ?? [], pack.steps.transforming?.yield);
  requireFrom(pack.steps.transforming ?? {}, replay.item, stock.state(signer));
  replay.released(stock.standing(signer), done, lot);
  take(done, line, 'used', replay);
  return {};
}
