import { requireServant, restated, stateOf, type ActLine } from '@suyuan/domain';
import { partyOf } from './keep.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import type { UnitView } from './unit-view.js';

/**
 * Packed, unpacked, attached and taken off by whoever has it: packed and unpacked it stays theirs; removed it is whose hands
 * took it out, or whom they served.
 */
export function doToUnit(done: ReplayedEvent, line: ActLine, unit: UnitView, replay: LotReplay): Outcome {
  const { act, signer, ref, recorded } = done;
  const { step, parent } = act;
  const lot = replay.requireLot();
  const pack = replay.entitlement.packAt(lot.category, recorded);
  const isPacking = step === 'packing' || step === 'unpacking';
  if (isPacking) replay.entitlement.requireRole(pack.steps[step]?.roles ?? [], step, signer);
  else replay.requireStep(done, pack, lot);
  const off = step === 'removing' || step === 'explanting';
  const served = (step === 'installing' || step === 'removing') && act.from !== undefined;
  const holder = served ? replay.holderOf(done) : signer;
  if (holder !== signer && served) requireServant(step, lot, partyOf(done, replay));
  const [other = signer] = [...replay.holdings].filter(([, { quantity }]) => quantity > 0n).map(([id]) => id);
  const stood = replay.debit(off && !served ? other : holder, line, ref);
  const state = isPacking ? stateOf(stood) : (pack.steps[step]?.state ?? stateOf(stood));
  replay.stock.credit(holder, line.quantity, restated(stood, state, stood.owner), ref);
  if (off) unit.attached = undefined;
  if (step === 'installing' || step === 'implanting') unit.attached = parent;
  return {};
}
