import type { EntryRef, StepRule } from '@suyuan/domain';
import { both, doneToBoth, takeFrom } from './heaps.js';
import type { Model } from './model.js';
import { arriving } from './on-the-way.js';
import type { Deed, Parcel, Shipment } from './terms.js';
import { timeOf } from './times.js';

/* What a hand-over comes to: goods go off, arrive, or go back. */

/** Goods go off; `back`: they are sent back after they had been received. */
export function sent(model: Model, deed: Deed, ref: EntryRef, back: Shipment | undefined): void {
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
      shipped: timeOf(model, deed),
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

/** They arrive: all that is a unit or a container, so much of a lot. */
export function received(model: Model, deed: Deed): void {
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

/** Refused on their way, they go back as they came. */
export function turned(model: Model, deed: Deed, shipment: Shipment, ref: EntryRef): void {
  const { by } = deed;
  shipment.status = 'closed';
  const back: Shipment = {
    ...{ ref, from: by.firm.id, to: shipment.from, owner: undefined, carrier: undefined, parcels: shipment.parcels },
    ...{
      box: shipment.box,
      state: shipment.state,
      rules: shipment.rules,
      isReturn: true,
      shipped: timeOf(model, deed),
      status: 'open',
      received: 0n,
    },
  };
  for (const parcel of shipment.parcels) if (shipment.box === undefined) parcel.place = { way: back };
  if (shipment.box !== undefined) shipment.box.place = { way: back };
  model.shipments.push(back);
}

/** Taken back by whoever sent them. */
export function voided(model: Model, deed: Deed, shipment: Shipment): void {
  shipment.status = 'closed';
  for (const parcel of shipment.parcels) arrive(model, deed, shipment, parcel, parcel.quantity);
  if (shipment.box !== undefined) shipment.box.place = { firm: deed.by.firm.id };
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
  const stands = arriving(model, deed, shipment, parcel);
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
  own.done = doneToBoth(own.done, parcel.done);
  own.excursion = both(own.excursion, excursion);
}
