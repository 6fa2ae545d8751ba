import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import { keys } from '../state/keys.js';
import { packFor } from '../pack/in-force.js';
import type { EffectivePack } from '../pack/compose.js';
import type { ShipmentLine, ShipmentRecord } from '../state/records.js';
import {
  checkEventTime,
  checkOrder,
  debit,
  findParty,
  requireConsignee,
  requireLot,
  requireParty,
  toLine,
} from './custody.js';
import type { CustodyAct, PartyName } from './custody-act.js';
import { requireReleased } from './excursion.js';
import { foundAt } from './item.js';
import { judgeStep, type StepJudge } from './judge-step.js';
import { openGoods } from '../unit/goods.js';
import { goodsOf, sendOff } from '../unit/hand-over.js';
import { within } from '../unit/moved.js';
import { travelState } from './standing.js';

/** A whole lot or a part leaves the signer's free stock; in transit it is in nobody's. */
export function ship(act: CustodyAct, to: PartyName, scene: Scene): void {
  const { state, signer, document, entry, ref } = scene;
  requireParty(act.from, signer.id, 'sourceList', scene);
  const consignee = requireConsignee(to, scene);
  let pack: EffectivePack | undefined;
  let judge: StepJudge | undefined;
  const lines: ShipmentLine[] = [];
  const owners: [item: string, owner: string][] = [];
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    if (pack !== undefined && lot.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack ??= packFor(lot.category, scene);
    judge ??= judgeStep(pack, 'shipping', act, scene, consignee);
    checkOrder(act, lot.made);
    checkStops(lot, scene);
    judge.checkLot(lot, line, foundAt(signer.id, line.lot, scene));
    const standing = requireReleased(debit(line, scene), lot, act, scene);
    lines.push({ ...toLine(line), ...standing });
    owners.push([line.lot, standing.owner ?? signer.id]);
  }
  for (const good of openGoods(act, scene)) {
    if (pack !== undefined && good.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack ??= packFor(good.category, scene);
    judge ??= judgeStep(pack, 'shipping', act, scene, consignee);
    sendOff(good, act, judge, scene);
    owners.push([good.path, good.standing.owner ?? signer.id]);
  }
  if (pack === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  checkEventTime(act, pack, scene);
  const goods = goodsOf(act);
  const travels = travelState(lines, pack.steps.shipping);
  const owner = ownerOf(act, owners, scene);
  const carrier = act.carrier === undefined ? undefined : findParty(act.carrier, scene);
  const shipment: ShipmentRecord = {
    v: 1,
    from: signer.id,
    to: consignee.id,
    category: pack.id,
    pack: pack.version,
    lines,
    ...(goods.length === 0 ? undefined : { goods }),
    ...within(act, scene),
    ...(travels === undefined ? undefined : { state: travels }),
    ...(owner === consignee.id ? undefined : { owner }),
    ...(carrier === undefined ? undefined : { carrier }),
    shipped: act.time,
    at: scene.context.now,
    status: 'in_transit',
    by: ref,
  };
  state.put(keys.shipment(document.id, entry), shipment);
}

/** Whose the goods will be: whom the event names, or else whose they are. Throws STATE_DIFFERS. */
function ownerOf(
  { owner }: CustodyAct,
  owners: readonly (readonly [item: string, owner: string])[],
  scene: Scene,
): string {
  if (owner !== undefined) return findParty(owner, scene);
  const [[, first] = ['', scene.signer.id]] = owners;
  for (const [lot, own] of owners) {
    if (own !== first) throw new TraceError('STATE_DIFFERS', { lot, held: first, came: own });
  }
  return first;
}
