import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder, debit, requireLot, standingAt, requireUnit, toLine } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { formatQuantity, readQuantity } from '../decimal.js';
import { foundOf } from '../custody/item.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { ContainerRecord, Inside } from '../state/unit-records.js';
import { pieces, requireOwn } from './commission-units.js';
import { beforeOf, placeless } from './before.js';
import { groupsOf, pageGroup, requireAlike } from './contents.js';
import { locateContainers, locateUnits, requireFree, requireMovable, type LocatedUnit } from './locate.js';
import { tellMoved } from './moved.js';
import { needRules, need } from './need.js';
import { addLots, joinFilters, packedLot, type Batch } from './packed-lot.js';
import { take, type Member } from './taken.js';
import { tellOpened } from './tell-opened.js';
import { isCrate } from './unit-name.js';

/**
 * Puts units, containers and quantities of lots, all free with the signer, into a container: a page of what went in, and the
 * container's record. Throws what requireFree throws, CATEGORY_MIXED, CONTENTS_DIFFER, CONTAINER_CROWDED, CONTAINER_USED.
 */
export function pack(act: CustodyAct, container: string, scene: Scene): void {
  const { state, signer, document, entry, ref } = scene;
  if (act.containers.includes(container)) throw new TraceError('INSIDE_CONTAINER', { item: container, container });
  const box = openBox(container, act, scene);
  const inner = locateContainers(act.containers, scene);
  const units = locateUnits(act.units, scene);
  for (const each of [...inner, ...units]) {
    requireFree(each, scene);
    requireMovable(each);
    checkOrder(act, each.since);
  }
  const groups = groupsOf(units);
  need(
    groups.map(({ batch }) => keys.lot(batch)),
    state,
  );
  const batches: Batch[] = [
    ...groups.map(({ batch, units: all }) => packedLot(requireLot(batch, scene), pieces(all.length))),
    ...act.lines.map(({ lot, quantity }) => packedLot(requireLot(lot, scene), quantity)),
    ...inner.flatMap(({ record }) => record.lots.map((packed) => ({ packed }))),
  ];
  needRules(
    batches.map(({ packed }) => packed),
    scene,
  );
  const category = oneCategory(box, batches);
  const standing = requireAlike(container, [
    ...(box.lots.length === 0 ? [] : [box.standing]),
    ...groups.map((group) => group.standing),
    ...inner.map(({ record }) => record.standing),
    ...act.lines.map((line) => standingAt(signer.id, line.lot, scene)),
  ]);
  const judge = judgeStep(packFor(category, scene), 'packing', act, scene);
  checkEventTime(act, packFor(category, scene), scene);
  for (const { packed } of batches) {
    checkOrder(act, packed.made);
    const line = { lot: packed.lot, quantity: pieces(1), uom: packed.uom };
    judge.checkLot(packed, line, foundOf(standing, signer.id));
  }
  for (const line of act.lines) {
    requireUnit(line, requireLot(line.lot, scene).uom);
    debit(line, scene);
  }
  tellOpened([...inner, ...units], scene);
  const inside: Inside = { container, use: box.use };
  putUnits(units, inside, act, scene);
  const sets = [...new Set(units.flatMap(({ loose }) => loose?.set ?? []))];
  for (const each of inner) {
    const { record } = each;
    const before = beforeOf(each);
    state.put(keys.container(record.container), { ...placeless(record), inside, since: act.time, last: ref, before });
  }
  tellMoved(
    inner.map(({ record }) => record),
    scene,
  );
  const lines = act.lines.map(toLine);
  const filter = joinFilters([
    box.filter,
    ...batches.map((each) => each.filter),
    ...inner.map(({ record }) => record.filter),
  ]);
  scene.shelved.push(ref);
  state.put(keys.contents(document.id, entry), {
    ...{ v: 1, ...inside, units: groups.map(pageGroup), containers: act.containers, lots: lines, by: ref },
    ...(sets.length === 0 ? undefined : { sets }),
  });
  const { filter: _, goods = [], ...rest } = placeless(box);
  const { holder, standing: stood, since } = box;
  state.put(keys.container(container), {
    ...rest,
    ...{ category, holder: signer.id, standing, since: act.time, last: ref },
    before: { holder, standing: stood, since },
    lots: addLots(
      box.lots,
      batches.map(({ packed }) => packed),
      container,
    ),
    ...(filter === undefined ? undefined : { filter }),
    ...(goods.length + lines.length === 0 ? undefined : { goods: sum(goods, act) }),
  });
}

/** The container as it is before: a new one, one that is being filled, or a crate that was emptied and is used again. */
function openBox(container: string, act: CustodyAct, scene: Scene): ContainerRecord {
  const { state, signer, ref } = scene;
  const known = state.get(keys.container(container));
  const fresh = {
    v: 1 as const,
    container,
    category: '',
    holder: signer.id,
    standing: {},
    lots: [],
    since: 0,
    by: ref,
    last: ref,
  };
  if (known === undefined) {
    // An SSCC is its packer's own; a crate may be anybody's.
    requireOwn(isCrate(container) ? undefined : container.slice('00/'.length + 1), container, scene);
    return { ...fresh, use: 1 };
  }
  if (known.unmade !== undefined) return { ...fresh, use: known.use };
  checkOrder(act, known.since);
  if (known.opened === undefined) {
    const [place] = locateContainers([container], scene);
    if (place !== undefined) {
      requireFree(place, scene);
      tellOpened([place], scene);
    }
    return placeless(known);
  }
  if (!isCrate(container)) {
    throw new TraceError('CONTAINER_USED', { container, document: readEntryRef(known.opened).document });
  }
  // What it holds now keeps its last opening from being taken back.
  const { before: _, ...past } = known;
  state.put(keys.containerUse(container, known.use), past);
  return { ...fresh, use: known.use + 1 };
}

function oneCategory(box: ContainerRecord, batches: readonly Batch[]): string {
  const categories = new Set(batches.map(({ packed }) => packed.category));
  if (box.lots.length > 0) categories.add(box.category);
  const [category] = categories;
  if (category === undefined) throw new TraceError('FIELD_MISSING', { path: 'childEPCs' });
  if (categories.size > 1) throw new TraceError('CATEGORY_MIXED');
  return category;
}

/** Those from loose stock need no key of their own: their set remembers that they have left it. */
function putUnits(units: readonly LocatedUnit[], inside: Inside, act: CustodyAct, scene: Scene): void {
  const { state, signer, ref } = scene;
  const loose: Member[] = [];
  for (const unit of units) {
    const { path, batch, standing, record, loose: member } = unit;
    if (member !== undefined) {
      loose.push(member);
      continue;
    }
    state.put(keys.unit(path), {
      ...{ v: 1, unit: path, batch, standing, holder: signer.id, inside },
      ...{ since: act.time, by: record?.by ?? ref, last: ref, before: beforeOf(unit) },
    });
  }
  take(loose, scene);
}

function sum(
  goods: NonNullable<ContainerRecord['goods']>,
  { lines }: CustodyAct,
): NonNullable<ContainerRecord['goods']> {
  const all = new Map(goods.map((each) => [each.lot, each]));
  for (const { lot, quantity, uom } of lines) {
    const before = readQuantity(all.get(lot)?.quantity ?? '0');
    all.set(lot, { lot, quantity: formatQuantity(before + quantity), uom });
  }
  return [...all.values()].sort((a, b) => (a.lot < b.lot ? -1 : 1));
}
