import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder, credit } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { formatQuantity, readQuantity } from '../decimal.js';
import { foundOf } from '../custody/item.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import type { ContainerRecord, Inside, PackedLine } from '../state/unit-records.js';
import { pieces } from './commission-units.js';
import { beforeOf, placeless } from './before.js';
import { locateContainers, locateUnits, requireFree } from './locate.js';
import { tellMoved } from './moved.js';
import { needRules } from './need.js';
import { opensAll } from './opens-all.js';
import { removeLots } from './packed-lot.js';
import { tellOpened } from './tell-opened.js';

/**
 * Takes out what it names, of a container that is free with the signer; naming nothing, it opens the container for all that
 * is inside. The way out stays open to goods that are stopped. Throws NOT_INSIDE, INSUFFICIENT_CONTENTS.
 */
export function unpack(act: CustodyAct, container: string, scene: Scene): void {
  const { state, signer, ref } = scene;
  const [box] = locateContainers([container], scene);
  if (box === undefined) return;
  requireFree(box, scene);
  const { record } = box;
  checkOrder(act, box.since);
  needRules(record.lots, scene);
  const rules = packFor(record.category, scene);
  const judge = judgeStep(rules, 'unpacking', act, scene);
  checkEventTime(act, rules, scene);
  for (const lot of record.lots) {
    judge.checkLot(lot, { lot: lot.lot, quantity: pieces(1), uom: lot.uom }, foundOf(record.standing, signer.id));
  }
  tellOpened([box], scene);
  const named = !opensAll(act);
  const rest = placeless(record);
  const left = named ? takeOut(act, record, scene) : takeAll(record, scene);
  state.put(keys.container(container), {
    ...rest,
    ...left,
    ...{ holder: signer.id, since: act.time, last: ref },
    ...(left.lots.length === 0 ? { opened: ref } : undefined),
    before: { ...beforeOf(box), ...(named ? undefined : { lots: record.lots, goods: record.goods ?? [] }) },
  });
}

type Left = Pick<ContainerRecord, 'lots' | 'goods'>;

/** Units and containers are found to be out of it when they are next touched; quantities go to stock at once. */
function takeAll(record: ContainerRecord, scene: Scene): Left {
  tellMoved([record], scene);
  const { goods = [], standing } = record;
  for (const { lot, quantity, uom } of goods) credit({ lot, quantity: readQuantity(quantity), uom }, standing, scene);
  return { lots: [], goods: [] };
}

function takeOut(act: CustodyAct, record: ContainerRecord, scene: Scene): Left {
  const { state, signer, ref } = scene;
  // All that lies in it stands as it does (requireAlike): what was done to it since was done to them.
  const { standing } = record;
  const out: Pick<PackedLine, 'lot' | 'quantity'>[] = [];
  for (const each of locateUnits(act.units, scene)) {
    requireInside(each, record);
    const { path, batch } = each;
    state.put(keys.unit(path), {
      ...{ v: 1, unit: path, batch, standing, holder: signer.id },
      ...{ since: act.time, by: each.record?.by ?? ref, last: ref, before: beforeOf(each) },
    });
    out.push({ lot: batch, quantity: '1' });
  }
  const inner = locateContainers(act.containers, scene);
  for (const each of inner) {
    requireInside(each, record);
    const before = beforeOf(each);
    const rest = placeless(each.record);
    state.put(keys.container(each.path), { ...rest, standing, holder: signer.id, since: act.time, last: ref, before });
    out.push(...each.record.lots);
  }
  tellMoved(
    inner.map((each) => each.record),
    scene,
  );
  let { goods = [] } = record;
  for (const { lot, quantity, uom } of act.lines) {
    goods = takeLine(goods, { lot, quantity: formatQuantity(quantity), uom }, record.container);
    credit({ lot, quantity, uom }, record.standing, scene);
    out.push({ lot, quantity: formatQuantity(quantity) });
  }
  return { lots: removeLots(record.lots, out), goods };
}

function requireInside(
  { path, inside }: { readonly path: string; readonly inside?: Inside },
  { container, use }: ContainerRecord,
): void {
  if (inside?.container === container && inside.use === use) return;
  throw new TraceError('NOT_INSIDE', { item: path, container });
}

function takeLine(goods: readonly PackedLine[], line: PackedLine, container: string): readonly PackedLine[] {
  const { lot, quantity, uom } = line;
  const known = goods.find((each) => each.lot === lot);
  if (known === undefined) throw new TraceError('NOT_INSIDE', { item: lot, container });
  if (known.uom !== uom) throw new TraceError('UNIT_MISMATCH', { lot, expected: known.uom, uom });
  const rest = readQuantity(known.quantity) - readQuantity(quantity);
  if (rest < 0n) {
    throw new TraceError('INSUFFICIENT_CONTENTS', { lot, container, packed: known.quantity, asked: quantity, uom });
  }
  const others = goods.filter((each) => each.lot !== lot);
  return rest === 0n
    ? others
    : goods.map((each) => (each.lot === lot ? { ...each, quantity: formatQuantity(rest) } : each));
}
