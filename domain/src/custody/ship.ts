import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import { keys } from '../state/keys.js';
import { packFor } from '../pack/in-force.js';
import type { EffectivePack } from '../pack/compose.js';
import type { ShipmentRecord } from '../state/records.js';
import { checkEventTime, checkOrder, debit, requireConsignee, requireLot, requireParty, toLine } from './custody.js';
import type { CustodyAct, PartyName } from './custody-act.js';
import { judgeStep, type StepJudge } from './judge-step.js';
import { openGoods } from '../unit/goods.js';
import { goodsOf, sendOff } from '../unit/hand-over.js';

/** A whole lot or a part leaves the signer's free stock; in transit it is in nobody's. */
export function ship(act: CustodyAct, to: PartyName, scene: Scene): void {
  const { state, signer, document, entry, ref } = scene;
  requireParty(act.from, signer.id, 'sourceList', scene);
  const consignee = requireConsignee(to, scene);
  let pack: EffectivePack | undefined;
  let judge: StepJudge | undefined;
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    if (pack !== undefined && lot.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack ??= packFor(lot.category, scene);
    judge ??= judgeStep(pack, 'shipping', act, scene, consignee);
    checkOrder(act, lot.made);
    checkStops(lot, scene);
    judge.checkLot(lot, line, 'active');
    debit(line, scene);
  }
  for (const good of openGoods(act, scene)) {
    if (pack !== undefined && good.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack ??= packFor(good.category, scene);
    judge ??= judgeStep(pack, 'shipping', act, scene, consignee);
    sendOff(good, act, judge, scene);
  }
  if (pack === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  checkEventTime(act, pack, scene);
  const goods = goodsOf(act);
  const shipment: ShipmentRecord = {
    v: 1,
    from: signer.id,
    to: consignee.id,
    category: pack.id,
    pack: pack.version,
    lines: act.lines.map(toLine),
    ...(goods.length === 0 ? undefined : { goods }),
    shipped: act.time,
    at: scene.context.now,
    status: 'in_transit',
    by: ref,
  };
  state.put(keys.shipment(document.id, entry), shipment);
}
