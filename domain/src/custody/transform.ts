import type { Scene } from '../capture/context.js';
import { checkStops } from '../lineage/check.js';
import { Descent } from '../lineage/lineage.js';
import { keptFacts } from '../pack/field-facts.js';
import { packForNew } from '../pack/in-force.js';
import type { LotRecord } from '../state/records.js';
import { bear } from './commission.js';
import { checkEventTime, checkOrder, debit, requireLot } from './custody.js';
import type { ActLine, CustodyAct, LotOrigin } from './custody-act.js';
import { judgeStep } from './judge-step.js';
import { checkYield } from './yield.js';

/**
 * Mixing, splitting, repacking, processing: what goes in leaves the signer's free stock for good, what comes out is new
 * lots in it, descended from all that went in, and no more of them than the category's yield allows.
 */
export function transform(act: CustodyAct, origin: LotOrigin, outputs: readonly ActLine[], scene: Scene): void {
  const pack = packForNew(origin.category, scene);
  const judge = judgeStep(pack, 'transforming', act, scene);
  checkEventTime(act, pack, scene);
  const parents = act.lines.map((line) => consume(line, act, scene));
  checkYield(act.lines, outputs, judge.rule.yield);
  const facts = keptFacts(judge.rule.fields, act);
  const descent = new Descent(parents, scene.context.hash);
  for (const line of outputs) bear(line, { act, origin, pack, judge, facts, descent }, scene);
}

/** Goods that are stopped, or whose ancestors are, are not worked into others. */
function consume(line: ActLine, act: CustodyAct, scene: Scene): LotRecord {
  const lot = requireLot(line.lot, scene);
  checkOrder(act, lot.made);
  checkStops(lot, scene);
  debit(line, scene);
  return lot;
}
