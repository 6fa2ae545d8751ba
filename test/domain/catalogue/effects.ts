import type { EntryRef } from '@suyuan/domain';
import { gramsOf, shareOf } from './amounts.js';
import { opened, packed } from './boxes.js';
import { received, sent, turned, voided } from './hand-over.js';
import { takeFrom } from './heaps.js';
import { kept } from './law.js';
import type { Model } from './model.js';
import { done } from './services.js';
import type { Deed, Lot } from './terms.js';
import { remember, timeOf } from './times.js';

/** What a deed comes to that was accepted under `ref`. */
export function happened(model: Model, deed: Deed, ref: EntryRef): void {
  const { step, birth, shipment } = deed;
  remember(model, deed);
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
  if (step === 'void_shipping' && shipment !== undefined) voided(model, deed, shipment);
  else if (step === 'shipping') sent(model, deed, ref, undefined);
  else if (step === 'receiving') received(model, deed);
  else if (step === 'packing') packed(model, deed);
  else if (step === 'unpacking') opened(model, deed);
  else done(model, deed, ref);
}

/** A lot, or units of a batch; what draws on a quota counts against it. */
function born(model: Model, deed: Deed): void {
  const { birth, by, step, fields, papers, parcels } = deed;
  if (birth === undefined) return;
  const rule = model.rule(step);
  const balance = model.pack.balance;
  const substance = balance === undefined ? undefined : fields[balance.substance];
  const lot: Lot = {
    ...{ path: birth.path, maker: by.firm.id, made: timeOf(model, deed), uom: birth.uom, quantity: birth.quantity },
    single: birth.units.length > 0,
    facts: kept(rule?.fields, (name) => fields[name] ?? undefined),
    certificates: papers.map(({ issuer, number }) => ({ issuer, number })),
    parents: step === 'transforming' ? parcels.map((each) => each.lot) : [],
    ...(typeof substance === 'string' ? { balance: { substance, share: shareOf(fields[balance?.factor ?? '']) } } : {}),
  };
  model.lots.push(lot);
  const whole = { lot, place: { firm: by.firm.id }, state: rule?.state ?? 'active', done: {}, facts: {} };
  const fresh = { ...whole, owner: undefined, attached: undefined, excursion: undefined, since: 0 };
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
