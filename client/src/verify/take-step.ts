import { endsGoods, STAY_STEPS, TraceError, type ActLine } from '@suyuan/domain';
import { bear } from './bear.js';
import { end } from './end.js';
import { receive, ship } from './hand-over.js';
import type { LotReplay } from './lot-replay.js';
import type { Outcome, ReplayedEvent } from './replayed-event.js';
import { sample } from './sample.js';
import type { Shipment } from './shipment.js';
import { use } from './use.js';
import { needed } from './views.js';

const SALES: readonly string[] = ['retail_selling', 'dispensing'];

/** What an event does to the lot, by its step. */
export function takeStep(
  done: ReplayedEvent,
  line: ActLine | undefined,
  opened: Shipment | undefined,
  replay: LotReplay,
): Outcome {
  const { act, signer } = done;
  const hands = act.step === 'shipping' || act.step === 'returning';
  if (act.from !== undefined && hands) replay.requireParty(act.from, signer, 'sourceList');
  if (act.step !== 'commissioning') replay.unit?.requireLoose(act);
  switch (act.step) {
    case 'commissioning':
      return bear(done, required(line), replay);
    case 'transforming': {
      const made = act.outputs?.some(({ lot }) => lot === replay.item) === true;
      return (made ? bear : use)(done, required(line), replay);
    }
    case 'shipping':
      return ship(done, line, replay);
    case 'receiving':
      return receive(done, opened, replay);
    case 'returning':
      return needed(replay.rare).sendBack(done, opened, line, replay);
    case 'void_shipping':
      return needed(replay.rare).voidShipment(done, opened, replay);
    case 'sampling':
      return sample(done, line, replay);
    case 'decommissioning':
    case 'scrapping':
    case 'destroying':
      return end(done, required(line), 'decommissioned', replay);
    default: {
      const keeps = STAY_STEPS.some((step) => step === act.step);
      if (keeps || SALES.includes(act.step)) {
        const { category } = replay.requireLot();
        const ends = endsGoods(act.step, replay.entitlement.packAt(category, done.recorded));
        if (!ends) return needed(replay.rare).keep(done, line, opened, replay);
        return end(done, required(line), act.step === 'using' ? 'consumed' : 'sold', replay);
      }
      if (replay.unit !== undefined) return replay.unit.take(done, required(line), replay);
      if (act.step === 'packing' && replay.packing !== undefined) return replay.packing.pack(done, line, replay);
      if (act.step === 'unpacking' && replay.packing !== undefined) return replay.packing.unpack(done, line, replay);
      // What the ledger has rules for and this replay has not: told as not checked, never as good.
      throw new TraceError('STEP_UNSUPPORTED', { step: act.step, type: done.event.type, action: '' });
    }
  }
}

function required(line: ActLine | undefined): ActLine {
  if (line === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  return line;
}
