import { endsGoods, type Step, type StepRule } from '@suyuan/domain';
import { isAlike, sameDone } from './alike.js';
import { gramsOf } from './amounts.js';
import { isMoved, isReleased, needsClear, needsRelease } from './held-back.js';
import type { Model } from './model.js';
import { moves } from './on-the-way.js';
import { CUSTODY, SENSED, STOPPED, YIELD, type Refuse } from './refusals.js';
import { ATTACH, DETACH, SERVANTS } from './step-groups.js';
import type { Deed, Objection, Parcel } from './terms.js';

/** Whether the goods are where they must be, and nothing holds them there. */
export function possible(model: Model, deed: Deed): Objection[] {
  const { step, by, to, shipment, birth } = deed;
  const found: Objection[] = [];
  const no: Refuse = (objection = CUSTODY) => void found.push(objection);
  const goods = model.goods(deed);
  if (to?.firm === by.firm) no();
  if (birth !== undefined) isBorn(model, deed, no);
  if (step === 'commissioning') return found;
  if (shipment !== undefined && step !== 'shipping') {
    moves(model, deed, shipment, goods, no);
    return found;
  }
  const holder = deed.holder ?? by.firm.id;
  const official = step === 'sampling' && holder !== by.firm.id && by.role === 'regulator';
  for (const parcel of goods) {
    const place = deed.box === undefined ? parcel : deed.box;
    const there = model.at(place) === holder;
    if (DETACH.includes(step)) {
      if (parcel.unit === undefined || parcel.attached !== deed.parent || parcel.place === 'gone') no();
      else if (deed.holder !== undefined && !there) no();
    } else if (official && parcel.unit === undefined) {
      if (!model.had.has(`${holder} ${parcel.lot.path}`)) no();
    } else if (!there) no();
    if (parcel.unit === undefined && deed.box === undefined && !official && parcel.quantity < deed.quantity) no();
    if (parcel.attached !== undefined && isMoved(model, deed)) no();
    if ((ATTACH.includes(step) || DETACH.includes(step)) && parcel.unit === undefined) no();
    if (model.isStopped(parcel.lot) && needsClear(model, step)) no(STOPPED);
    if (parcel.excursion !== undefined && needsRelease(model, step) && !isReleased(model, parcel, deed)) no(SENSED);
    if (splits(model, deed, parcel)) no();
    if (parcel.unit !== undefined && model.signatures(step) > 1 && step !== 'destroying') no();
  }
  if (deed.holder !== undefined && !official && !serves(model, deed, goods)) no();
  if (step === 'packing') packs(model, deed, no);
  if (step === 'unpacking' && (deed.box?.opened === true || model.at(deed.box ?? { place: 'gone' }) !== by.firm.id))
    no();
  return found;
}

function isBorn(model: Model, { birth, by, step, quantity, parcels }: Deed, no: Refuse): void {
  if (birth === undefined) return;
  if (birth.gtin !== by.gtin) no();
  if (model.pack.granularity === 'unit' && birth.uom === 'H87' && birth.units.length === 0) no();
  if (step !== 'transforming') return;
  const { least, most } = model.rule(step)?.yield ?? { least: 0, most: 1_000_000 };
  const inputs = quantity * gramsOf(parcels[0]?.lot.uom ?? '');
  const outputs = birth.quantity * gramsOf(birth.uom);
  if (outputs * 1_000_000n > inputs * BigInt(most) || outputs * 1_000_000n < inputs * BigInt(least)) no(YIELD);
}

function packs(model: Model, deed: Deed, no: Refuse): void {
  const { box, parcels, by, parent } = deed;
  const known = model.boxes.find(({ path }) => path === parent);
  if (box !== undefined) throw new Error('a box is packed by its name');
  const others = known === undefined ? [] : model.inside(known);
  const [first] = [...others, ...parcels];
  if (known === undefined ? by.gtin === '' : known.opened || model.at(known) !== by.firm.id) no();
  if (parcels.some((each) => first !== undefined && !(isAlike(each, first) && sameDone(each, first)))) no();
}

const LEAVES: readonly Step[] = ['shipping', 'transforming', 'packing', 'unpacking', 'sampling'];

/** A step that changes the state of goods changes all that lie together. */
function splits(model: Model, deed: Deed, parcel: Parcel): boolean {
  const { step, quantity, shipment } = deed;
  if (parcel.unit !== undefined || LEAVES.includes(step) || endsGoods(step, model.pack) || quantity === parcel.quantity)
    return false;
  const rule = model.rulesFor(deed).layers[0]?.pack.steps?.[step] as StepRule | undefined;
  const state = shipment === undefined ? (rule?.state ?? parcel.state) : parcel.state;
  return (
    state !== parcel.state ||
    rule?.fields?.some(({ as, name }) => as !== undefined && typeof deed.fields[name] === 'string') === true
  );
}

function serves(model: Model, { step, by }: Deed, goods: readonly Parcel[]): boolean {
  const makers = step === 'maintaining' || step === 'repairing';
  const trade = SERVANTS[step]?.includes(by.role) === true;
  return !endsGoods(step, model.pack) && (trade || (makers && goods.every(({ lot }) => lot.maker === by.firm.id)));
}
