import { endsGoods, type Step } from '@suyuan/domain';
import type { Model } from './model.js';
import { ATTACH, GATES, OUT } from './step-groups.js';
import type { Deed, Parcel } from './terms.js';

/* What keeps goods where they are: what they are attached to, a stop of their lot, what a sensor told of them. */

const DAY = 86_400;

/** What is attached goes nowhere. */
export function isMoved(model: Model, { step, holder, by }: Deed): boolean {
  const taken = step === 'sampling' && (holder ?? by.firm.id) === by.firm.id;
  return step === 'shipping' || step === 'packing' || ATTACH.includes(step) || taken || trades(model, step);
}

/** What a stopped lot is kept from. */
export function needsClear(model: Model, step: Step): boolean {
  return (
    step === 'shipping' ||
    step === 'transforming' ||
    ATTACH.includes(step) ||
    GATES.includes(step) ||
    trades(model, step)
  );
}

/** What goods are kept from that a sensor found outside of the limits. */
export function needsRelease(model: Model, step: Step): boolean {
  return step === 'shipping' || step === 'transforming' || ATTACH.includes(step) || trades(model, step);
}

/** By certificates of all types that the broken limits name, of that day or later. */
export function isReleased(model: Model, { excursion, lot }: Parcel, { papers }: Pick<Deed, 'papers'>): boolean {
  if (excursion === undefined) return true;
  const { release, at } = excursion;
  const good = model
    .known([...lot.certificates, ...papers], lot)
    .filter(
      ({ revoked, result, issued, until = model.now }) =>
        !revoked && result === 'pass' && until >= model.now && issued + DAY > at,
    );
  return release.length > 0 && release.every((type) => good.some((each) => each.type === type));
}

/** By it goods come to somebody's use, who is not on the ledger. */
function trades(model: Model, step: Step): boolean {
  return endsGoods(step, model.pack) && !OUT.includes(step);
}
