import { endsGoods, type EntryRef, type StepRule } from '@suyuan/domain';
import { kept } from './law.js';
import { gramsOf, shareOf, type Model } from './model.js';
import type { Deed, Lot, Parcel, Shipment } from './terms.js';

const DAY = 86_400;

/** What a deed comes to that was accepted under `ref`. */
export function happened(model: Model, deed: Deed, ref: EntryRef): void {
  const { step, birth, shipment } = deed;
  if (step === 'commissioning' || step === 'transforming') {
    if (step === 'transforming') takeFrom(model, deed, deed.by.firm.id);
    if (birth !== undefined) born(model, deed);
    return;
  }
  if (step === 'returning' && shipment !== undefined) {
    if (shipment.status === 'open') turned(model, deed, shipment, ref);
    else sent(model, deed, ref, shipment);
    return;
  }
  if (step === 'void_shipping' && shipment !== undefined) {
    shipment.status = 'closed';
    for (const parcel of shipment.parcels) arrive(model, deed, shipment, parcel, parcel.quantity);
    if (shipment.box !== undefined) shipment.box.place = { firm: deed.by.firm.id };
    return;
  }
  if (step === 'shipping') sent(model, deed, ref, undefined);
  else if (step === 'receiving') received(model, deed);
  else if (step === 'packing') packed(model, deed);
  else if (step === 'unpacking') opened(model, deed);
  else done(model, deed, ref);
}

function born(model: Model, { birth, by, step, fields, papers, parcels }: Deed): void {
  if (birth === undefined) return;
  const rule = model.rule(step);
  const balance = model.pack.balance;
  const substance = balance === undefined ? undefined : fields[balance.substance];
  const lot: Lot = {
    ...{ path: birth.path, maker: by.firm.id, made: model.now, uom: birth.uom, quantity: birth.quantity },
    single: birth.units.length > 0,
    facts: kept(rule?.fields, (name) => fields[name] ?? undefined),
    certificates: papers.map(({ issuer, number }) => ({ issuer, number })),
    parents: step === 'transforming' ? parcels.map((each) => each.lot) : [],
    ...(typeof substance === 'string' ? { balance: { substance, share: shareOf(fields[balance?.factor ?? '']) } } : {}),
  };
  model.lots.push(lot);
  const whole = { lot, place: { firm: by.firm.id }, state: rule?.state ?? 'active', done: {}, facts: {} };
  const fresh = { ...whole, owner: undefined, attached: undefined, excursion: undefined };
  if (lot.single)
    for (const unit of birth.units)
      model.parcels.push({ ...fresh, place: { firm: by.firm.id }, unit, quantity: 1_000_000n });
  else model.parcels.push({ ...fresh, quantity: birth.quantity });
  model.had.add(`${by.firm.id} ${lot.path}`);
  if (balance?.quota?.includes(step) === true && lot.balance !== undefined) {
    const account = model.account(by.firm.id, lot.balance.substance);
    const grams = (birth.quantity * gramsOf(birth.uom) * lot.balance.share) / 1_000_000n;
    model.drawn.set(account, (model.drawn.get(account) ?? 0n) + grams);
  }
}

/** Out of stock, a part of a lot as a parcel of its own. */
function takeFrom(model: Model, { parcels, quantity }: Pick<Deed, 'parcels' | 'quantity'>, firm: string): Parcel[] {
  return parcels.map((parcel) => {
    if (parcel.unit !== undefined) return parcel;
    const stock = model.stock(firm, parcel.lot) ?? parcel;
    stock.quantity -= quantity;
    return { ...stock, quantity, place: 'gone' as const };
  });
}

function sent(model: Model, deed: Deed, ref: EntryRef, back: Shipment | undefined): void {
  const { by, to, box, keepsOwner, carrier } = deed;
  const from = by.firm.id;
  const [first] = model.goods(deed);
  const taken = box === undefined ? takeFrom(model, deed, from) : model.inside(box);
  const rule =
    back === undefined ? model.rule('shipping') : (back.rules.layers[0]?.pack.steps?.returning as StepRule | undefined);
  const single = box !== undefined || first?.unit !== undefined;
  const stood = first?.state === 'active' ? 'in_transit' : (first?.state ?? 'in_transit');
  const consignee = back?.from ?? to?.firm.id ?? '';
  const owner = back !== undefined ? undefined : keepsOwner === true ? (first?.owner ?? from) : consignee;
  const shipment: Shipment = {
    ...{
      ref,
      from,
      to: consignee,
      box,
      parcels: box === undefined ? taken : [],
      isReturn: back !== undefined,
      status: 'open',
      received: 0n,
    },
    owner: owner === consignee ? undefined : owner,
    carrier: carrier?.firm.id,
    state: single ? 'in_transit' : (rule?.state ?? stood),
    rules: back?.rules ?? model.rules,
  };
  // A certificate has let them on.
  if (back === undefined) for (const each of taken) each.excursion = undefined;
  if (box !== undefined) box.place = { way: shipment };
  else
    for (const parcel of taken) {
      parcel.place = { way: shipment };
      if (parcel.unit === undefined) model.parcels.push(parcel);
    }
  model.shipments.push(shipment);
}

function received(model: Model, deed: Deed): void {
  const { shipment, by, quantity, box } = deed;
  if (shipment === undefined) return;
  shipment.status = 'received';
  if (box !== undefined) {
    box.place = { firm: by.firm.id };
    if (!shipment.isReturn) for (const each of model.inside(box)) each.owner = ownerFor(shipment, by.firm.id);
    return;
  }
  for (const parcel of shipment.parcels) {
    const part = parcel.unit === undefined ? quantity : parcel.quantity;
    shipment.received = part;
    arrive(model, deed, shipment, parcel, part);
  }
}

function ownerFor({ owner }: Shipment, firm: string): string | undefined {
  return owner === firm ? undefined : owner;
}

/** Into the stock of whoever takes it: what is missing of it is nowhere any more. */
function arrive(model: Model, deed: Deed, shipment: Shipment, parcel: Parcel, quantity: bigint): void {
  const firm = deed.by.firm.id;
  const takes = deed.step === 'receiving' && !shipment.isReturn;
  if (parcel.unit !== undefined) {
    parcel.place = { firm };
    if (takes) parcel.owner = ownerFor(shipment, firm);
    return;
  }
  const stands = model.arriving(deed, shipment, parcel);
  const excursion = takes ? undefined : parcel.excursion;
  const own = model.stock(firm, parcel.lot);
  parcel.place = 'gone';
  model.had.add(`${firm} ${parcel.lot.path}`);
  if (own === undefined || own.quantity === 0n) {
    if (own !== undefined) own.place = 'gone';
    model.parcels.push({ ...parcel, ...stands, excursion, place: { firm }, quantity });
    return;
  }
  own.quantity += quantity;
  own.done = Object.fromEntries(
    Object.entries(own.done).flatMap(([step, time]) => {
      const other = parcel.done[step];
      return other === undefined ? [] : [[step, Math.min(time, other)]];
    }),
  );
  own.excursion = both(own.excursion, excursion);
}

function both(a: Parcel['excursion'], b: Parcel['excursion']): Parcel['excursion'] {
  if (a === undefined || b === undefined) return a ?? b;
  const barred = a.release.length === 0 || b.release.length === 0;
  return { at: Math.max(a.at, b.at), release: barred ? [] : [...new Set([...a.release, ...b.release])] };
}

function turned(model: Model, { by }: Deed, shipment: Shipment, ref: EntryRef): void {
  shipment.status = 'closed';
  const back: Shipment = {
    ...{ ref, from: by.firm.id, to: shipment.from, owner: undefined, carrier: undefined, parcels: shipment.parcels },
    ...{
      box: shipment.box,
      state: shipment.state,
      rules: shipment.rules,
      isReturn: true,
      status: 'open',
      received: 0n,
    },
  };
  for (const parcel of shipment.parcels) if (shipment.box === undefined) parcel.place = { way: back };
  if (shipment.box !== undefined) shipment.box.place = { way: back };
  model.shipments.push(back);
}

function packed(model: Model, deed: Deed): void {
  const { parent = '', by } = deed;
  let box = model.boxes.find(({ path }) => path === parent);
  if (box === undefined) model.boxes.push((box = { path: parent, place: { firm: by.firm.id }, opened: false }));
  for (const parcel of takeFrom(model, deed, by.firm.id)) {
    parcel.place = { box };
    if (parcel.unit !== undefined) continue;
    const same = model.inside(box).find(({ lot, unit }) => unit === undefined && lot === parcel.lot);
    if (same === undefined) model.parcels.push(parcel);
    else same.quantity += parcel.quantity;
    if (same !== undefined) parcel.place = 'gone';
  }
}

function opened(model: Model, { box, by }: Deed): void {
  if (box === undefined) return;
  for (const parcel of model.inside(box)) {
    parcel.place = { firm: by.firm.id };
    if (parcel.unit !== undefined) continue;
    model.had.add(`${by.firm.id} ${parcel.lot.path}`);
    const own = model.parcels.find(
      (each) => each !== parcel && each.unit === undefined && each.lot === parcel.lot && model.at(each) === by.firm.id,
    );
    if (own === undefined) continue;
    if (own.quantity > 0n) {
      parcel.excursion = both(own.excursion, parcel.excursion);
      parcel.done = Object.fromEntries(
        Object.entries(parcel.done).flatMap(([step, time]) =>
          own.done[step] === undefined ? [] : [[step, Math.min(time, own.done[step] ?? 0)]],
        ),
      );
    }
    parcel.quantity += own.quantity;
    own.quantity = 0n;
    own.place = 'gone';
  }
  box.opened = true;
}

/** To goods where they are, or their end. */
function done(model: Model, deed: Deed, ref: EntryRef): void {
  const { step, by, parcels, quantity, fields } = deed;
  const official = step === 'sampling' && deed.holder !== undefined && deed.holder !== by.firm.id;
  const ends = endsGoods(step, model.pack) || step === 'sampling';
  const rule = model.rulesFor(deed).layers[0]?.pack.steps?.[step] as StepRule | undefined;
  const [parcel] = parcels;
  if (model.signatures(step) > 1 && parcel !== undefined) {
    const signed = [ends ? by.firm.id : by.firm.kid];
    model.pendings.push({
      ...{
        ref,
        step,
        parcel,
        quantity,
        state: parcel.state,
        holder: deed.holder ?? by.firm.id,
        roles: rule?.roles ?? [],
      },
      ...{ needed: model.signatures(step), at: model.now, keeps: !ends, signed, done: false },
    });
    return;
  }
  for (const each of parcels) {
    if (step === 'sampling') model.sampled.add(`${deed.to?.firm.id ?? ''} ${each.lot.path}`);
    if (official) continue;
    if (ends) end(model, each, quantity, deed.holder ?? by.firm.id);
    if (step === 'using') withhold(model, deed, each.lot);
    if (ends && each.unit === undefined) continue;
    const whole = each.unit !== undefined || quantity === each.quantity;
    const told = outside(deed, rule, model.now);
    each.excursion = both(each.excursion, told);
    if (!whole) continue;
    // In which state goods travel is the shipment's.
    if (deed.shipment === undefined) each.state = rule?.state ?? each.state;
    each.done = { ...each.done, [step]: model.now };
    each.facts = { ...each.facts, ...kept(rule?.fields, (name) => fields[name] ?? undefined) };
    if (step === 'installing' || step === 'implanting') [each.attached, each.excursion] = [deed.parent, undefined];
    if (step === 'removing' || step === 'explanting') {
      each.attached = undefined;
      each.place = { firm: deed.holder ?? by.firm.id };
    }
  }
}

export function end(model: Model, parcel: Parcel, quantity: bigint, firm: string): void {
  if (parcel.unit !== undefined) parcel.place = 'gone';
  else takeFrom(model, { parcels: [parcel], quantity }, firm);
}

function outside({ readings = [] }: Deed, rule: StepRule | undefined, at: number): Parcel['excursion'] {
  const broken = (rule?.sensors ?? []).filter(({ type, least = -1e9, most = 1e9 }) =>
    readings.some(
      ({ type: own, value = '0' }) => own === type && (Number(value) * 1000 < least || Number(value) * 1000 > most),
    ),
  );
  if (broken.length === 0) return undefined;
  return {
    at,
    release: broken.every(({ release }) => release !== undefined) ? broken.flatMap(({ release }) => release ?? []) : [],
  };
}

function withhold(model: Model, { fields, by }: Deed, lot: Lot): void {
  const plot = fields['suyuan:plot'];
  const days = lot.facts['withdrawal_days'];
  if (typeof plot !== 'string' || typeof days !== 'bigint') return;
  const until = model.now + Number((days * BigInt(DAY)) / 1_000_000n);
  const name = `${by.firm.id} ${plot}`;
  model.plots.set(name, Math.max(until, model.plots.get(name) ?? 0));
}
