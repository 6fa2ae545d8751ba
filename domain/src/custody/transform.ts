import { balancedBy } from '../balance/balanced.js';
import { bookUnit, equivalent } from '../balance/equivalent.js';
import type { Scene } from '../capture/context.js';
import { formatQuantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import { Descent } from '../lineage/lineage.js';
import type { EffectivePack } from '../pack/compose.js';
import { keptFacts } from '../pack/field-facts.js';
import { packForNew } from '../pack/in-force.js';
import type { LotRecord } from '../state/records.js';
import { bear } from './commission.js';
import { checkEventTime, checkOrder, debit, requireLot } from './custody.js';
import type { ActLine, CustodyAct, LotOrigin } from './custody-act.js';
import { requireReleased } from './excursion.js';
import { foundAt } from './item.js';
import { judgeStep, type StepJudge } from './judge-step.js';
import { checkYield } from './yield.js';

/**
 * Mixing, splitting, repacking, processing: what goes in leaves the signer's free stock for good, what comes out is new
 * lots in it, descended from all that went in, and no more of them than the category's yield allows.
 */
export function transform(act: CustodyAct, origin: LotOrigin, outputs: readonly ActLine[], scene: Scene): void {
  const pack = packForNew(origin.category, scene);
  const judge = judgeStep(pack, 'transforming', act, scene);
  checkEventTime(act, pack, scene);
  const parents = act.lines.map((line) => consume(line, act, judge, scene));
  checkYield(act.lines, outputs, judge.rule.yield);
  checkBalance(pack, parents, act, outputs);
  const facts = keptFacts(judge.rule.fields, act);
  const descent = new Descent(parents, scene.context.hash);
  for (const line of outputs) bear(line, { act, origin, pack, judge, facts, descent }, scene);
}

/** Goods that are stopped, or whose ancestors are, are not worked into others; nor those that are not as the others' category asks. */
function consume(line: ActLine, act: CustodyAct, { checkInput }: StepJudge, scene: Scene): LotRecord {
  const lot = requireLot(line.lot, scene);
  checkOrder(act, lot.made);
  checkStops(lot, scene);
  checkInput(lot, line, foundAt(scene.signer.id, line.lot, scene));
  const standing = debit(line, scene);
  requireReleased(standing, lot, act, scene);
  return lot;
}

/** Of what is balanced no more comes out than went in, however it is called now: a plant divides, and makes nothing. */
function checkBalance(
  pack: EffectivePack,
  parents: readonly LotRecord[],
  act: CustodyAct,
  outputs: readonly ActLine[],
): void {
  const made = pack.balance?.factor === undefined ? undefined : balancedBy(pack, act);
  if (made === undefined) return;
  let left = 0n;
  act.lines.forEach(({ quantity, uom }, i) => {
    const { category, balance } = parents[i] ?? {};
    if (balance !== undefined && category === pack.id) left += equivalent(quantity, uom, balance);
  });
  const asked = outputs.reduce((sum, { quantity, uom }) => sum + equivalent(quantity, uom, made), 0n);
  if (asked <= left) return;
  const facts = { left: formatQuantity(left), asked: formatQuantity(asked), uom: bookUnit(outputs[0]?.uom ?? '') };
  throw new TraceError('BALANCE_SHORT', { substance: made.substance, ...facts });
}
