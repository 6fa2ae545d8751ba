import type { StepRule } from '@suyuan/domain';
import { isAlike } from './alike.js';
import { isReleased } from './held-back.js';
import type { Model } from './model.js';
import { SENSED, STOPPED, type Refuse } from './refusals.js';
import { GATES, SERVANTS } from './step-groups.js';
import type { Deed, Parcel, Shipment } from './terms.js';

/** What speaks against what is done to goods on their way, or to end it. */
export function moves(model: Model, deed: Deed, shipment: Shipment, goods: readonly Parcel[], no: Refuse): void {
  const { step, by, quantity } = deed;
  const [parcel] = goods;
  if (parcel === undefined) return;
  const single = parcel.unit !== undefined || deed.box !== undefined;
  const lawful = step === 'receiving' ? shipment.isReturn : step === 'returning' || step === 'void_shipping';
  if (!lawful && (step === 'receiving' || GATES.includes(step)) && goods.some(({ lot }) => model.isStopped(lot)))
    no(STOPPED);
  if (step === 'receiving' && !shipment.isReturn) {
    for (const each of goods) if (each.excursion !== undefined && !isReleased(model, each, deed)) no(SENSED);
  }
  if (step === 'returning' && shipment.status === 'received') {
    if (shipment.to !== by.firm.id || shipment.isReturn) no();
    const place = deed.box ?? parcel;
    if (single) {
      if (model.at(place) !== by.firm.id || parcel.attached !== undefined) no();
    } else {
      const held = model.stock(by.firm.id, parcel.lot)?.quantity ?? 0n;
      if (quantity > shipment.received || quantity > held) no();
    }
    return;
  }
  if (shipment.status !== 'open') no();
  const expected = step === 'void_shipping' ? shipment.from : shipment.to;
  const stays = !['receiving', 'returning', 'void_shipping'].includes(step);
  if (stays) {
    const parties = ['transporting', 'sensor_reporting'].includes(step);
    const may = parties
      ? [shipment.from, shipment.to, shipment.carrier].includes(by.firm.id)
      : SERVANTS[step]?.includes(by.role) === true;
    if (!may || single || quantity > parcel.quantity) no();
    return;
  }
  if (by.firm.id !== expected) no();
  if (shipment.isReturn && step !== 'receiving') no();
  if (!single && (step === 'receiving' ? quantity > parcel.quantity : quantity !== parcel.quantity)) no();
  if (!single && step !== 'returning') {
    const own = model.stock(by.firm.id, parcel.lot);
    if (own !== undefined && own.quantity > 0n && !isAlike(own, arriving(model, deed, shipment, parcel))) no();
  }
}

/** How a lot stands that comes to whoever takes it over. */
export function arriving(
  model: Model,
  { step, by }: Deed,
  shipment: Shipment,
  parcel: Parcel,
): Pick<Parcel, 'state' | 'owner' | 'facts'> {
  const taken = step === 'receiving' && !shipment.isReturn;
  const rule = model.rulesFor({ step, shipment }).layers[0]?.pack.steps?.receiving as StepRule | undefined;
  const travelled = shipment.state === 'in_transit' ? parcel.state : shipment.state;
  const owner = taken ? shipment.owner : parcel.owner;
  return {
    state: taken ? (rule?.state ?? travelled) : parcel.state,
    owner: owner === by.firm.id ? undefined : owner,
    facts: parcel.facts,
  };
}
