import {
  ACTIVE,
  balancedBy,
  checkYield,
  formatQuantity,
  keptFacts,
  parseQuantity,
  restated,
  TraceError,
  type ActLine,
  type CategoryPack,
  type CustodyAct,
} from '@suyuan/domain';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { ruleOf } from './step-rule.js';

/** The lot comes into being, out of nothing that is traced or out of others; it is its maker's stock. */
export function bear(done: ReplayedEvent, line: ActLine, replay: LotReplay): Outcome {
  const { act, signer, ref, event } = done;
  const { lot: known, unit, item } = replay;
  if (known !== undefined && known.unmade === undefined)
    throw new TraceError('LOT_EXISTS', { lot: item, document: known.by });
  if (act.origin === undefined) throw new TraceError('FIELD_MISSING', { path: 'ilmd' });
  if (unit !== undefined) unit.born = act.batch?.lot;
  // In another batch than it is claimed to be of: that must have been taken back, and of its papers nothing is shown.
  const strays = unit?.born !== unit?.batch;
  const pack = replay.entitlement.packAt(act.origin.category, done.recorded);
  if (!strays) requireCode(act, line, pack, signer, replay);
  const rule = ruleOf(pack, done);
  const facts = keptFacts(rule.fields ?? [], act);
  const balance = balancedBy(pack, act);
  const lot = {
    lot: item,
    category: pack.id,
    pack: pack.version,
    maker: signer,
    product: act.origin.product,
    quantity: formatQuantity(line.quantity),
    uom: line.uom,
    made: act.time,
    ...(act.place === undefined ? undefined : { place: act.place }),
    ...(facts === undefined ? undefined : { facts }),
    ...(balance === undefined ? undefined : { balance }),
    certificates: act.certificates,
    ...(act.outputs === undefined ? undefined : { parents: act.lines.map((each) => each.lot) }),
    by: ref,
  };
  if (act.outputs !== undefined) checkYield(act.lines, act.outputs, pack.steps.transforming?.yield);
  if (!strays) replay.requireStep(done, pack, lot);
  replay.lot = lot;
  replay.origin = 'ilmd' in event ? event : undefined;
  replay.stock.credit(signer, line.quantity, restated({}, rule.state ?? ACTIVE), ref);
  return {};
}

/** Units of this batch come into being; where each of them is, is theirs to tell. Returns the event as it is about it. */
export function bearUnits(told: ReplayedEvent, replay: LotReplay): ReplayedEvent {
  const { act, signer } = told;
  const quantity = parseQuantity(String(act.units.length));
  const done = { ...told, quantity };
  const { lot, item } = replay;
  if (lot === undefined || lot.unmade !== undefined) {
    bear(done, { lot: item, gtin: act.batch?.gtin ?? '', quantity, uom: 'H87' }, replay);
    replay.holdings.clear();
    replay.lot = { ...replay.requireLot(), units: true };
  } else if (lot.maker !== signer || lot.units !== true) {
    throw new TraceError('LOT_EXISTS', { lot: item, document: lot.by });
  }
  replay.units += act.units.length;
  return done;
}

/** As the ledger asks it of a lot's GTIN; of a unit's batch, and its own. National codes have no prefix. */
function requireCode(
  { batch }: CustodyAct,
  { gtin }: ActLine,
  pack: CategoryPack,
  signer: string,
  { products, unit, item }: LotReplay,
): void {
  const gtins = [batch?.gtin, gtin === '' ? undefined : gtin].filter((each) => each !== undefined);
  for (const each of gtins) products.requireCode(each, pack, signer);
  if (gtin === '') products.requirePrefix(unit?.owned, item, signer);
  if (gtins.length === 0 && pack.registeredProducts !== undefined) {
    throw new TraceError('PRODUCT_UNREGISTERED', { gtin: item });
  }
}
