import type { Scene } from '../capture/context.js';
import { checkStops } from '../lineage/check.js';
import type { EffectiveStep } from '../pack/compose.js';
import { packFor } from '../pack/in-force.js';
import type { LotRecord } from '../state/records.js';
import { checkEventTime, checkOrder, debit, requireHolding, requireLot, requireParty } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import { requireReleased } from './excursion.js';
import { foundAt } from './item.js';
import { judgeStep } from './judge-step.js';
import { awaitOthers } from './pending.js';
import { withhold } from './withdrawal.js';

/** By these goods leave the world, and are not traded: what may not be handed on may always be destroyed. */
const WAYS_OUT: readonly string[] = ['decommissioning', 'scrapping', 'destroying'];

/**
 * A whole lot or a part ceases to be (sold to whom the ledger does not know, used up, spoilt, destroyed): out of the signer's
 * free stock, and nowhere in. Where the category asks for more than one signature, it waits for them, and takes effect with
 * the last (countersign.ts).
 */
export function end(act: CustodyAct, scene: Scene): void {
  const { signer } = scene;
  requireParty(act.from, signer.id, 'sourceList', scene);
  const used: LotRecord[] = [];
  let strictest: EffectiveStep | undefined;
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    const pack = packFor(lot.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    const trades = !WAYS_OUT.includes(act.step);
    checkEventTime(act, pack, scene);
    checkOrder(act, lot.made);
    if (trades) checkStops(lot, scene);
    const found = foundAt(signer.id, line.lot, scene);
    judge.checkLot(lot, line, found);
    if (trades) requireReleased(found.standing ?? {}, lot, act, scene);
    if ((judge.rule.signatures ?? 1) > (strictest?.signatures ?? 0)) strictest = judge.rule;
    used.push(lot);
  }
  const { signatures = 1 } = strictest ?? {};
  if (strictest === undefined || signatures === 1) for (const line of act.lines) debit(line, scene);
  else {
    for (const line of act.lines) requireHolding(line, signer.id, scene);
    awaitOthers({ act, holder: signer.id, rule: strictest }, scene);
  }
  if (act.step === 'using') for (const lot of used) withhold(lot, act, scene);
}
