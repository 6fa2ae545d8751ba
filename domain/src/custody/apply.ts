import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { receive, sendBack, voidShipment } from './close.js';
import { commission } from './commission.js';
import { correct } from './correct.js';
import { markEvent, requireLot } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import { STAY_STEPS, type StayStep } from './stay-steps.js';
import { end } from './end.js';
import { endsGoods } from './ends-goods.js';
import { sample } from './sample.js';
import { ship } from './ship.js';
import { stay } from './stay.js';
import { transform } from './transform.js';
import { attach, detach } from '../unit/attach.js';
import { doToUnits } from '../unit/own-step.js';
import { pack } from '../unit/pack.js';
import { unpack } from '../unit/unpack.js';

/** Does to the state what an event says. Throws the first coded error; nothing is taken back here. */
export function applyCustody(act: CustodyAct, scene: Scene): void {
  if (act.error !== undefined) {
    correct(act, act.error, scene);
    return;
  }
  markEvent(act, scene);
  switch (act.step) {
    case 'commissioning':
      commission(act, required(act.origin, 'ilmd'), scene);
      return;
    case 'transforming':
      transform(act, required(act.origin, 'ilmd'), required(act.outputs, 'outputQuantityList'), scene);
      return;
    case 'shipping':
      ship(act, required(act.to, 'destinationList'), scene);
      return;
    case 'receiving':
      receive(act, required(act.shipment, 'bizTransactionList'), scene);
      return;
    case 'returning':
      sendBack(act, required(act.shipment, 'bizTransactionList'), scene);
      return;
    case 'void_shipping':
      voidShipment(act, required(act.shipment, 'bizTransactionList'), scene);
      return;
    case 'sampling':
      sample(act, required(act.to, 'destinationList'), scene);
      return;
    case 'decommissioning':
    case 'scrapping':
    case 'destroying':
      if (act.units.length + act.containers.length > 0) doToUnits(act, scene);
      if (act.lines.length > 0) end(act, scene);
      return;
    case 'packing':
      pack(act, required(act.parent, 'parentID'), scene);
      return;
    case 'unpacking':
      unpack(act, required(act.parent, 'parentID'), scene);
      return;
    case 'installing':
    case 'implanting':
      unitsAlone(act);
      attach(act, required(act.parent, 'parentID'), scene);
      return;
    case 'removing':
    case 'explanting':
      unitsAlone(act);
      detach(act, required(act.parent, 'parentID'), scene);
      return;
    default:
      if (act.units.length + act.containers.length > 0) doToUnits(act, scene);
      if (act.lines.length > 0) endOrStay(act, scene);
  }
}

/** What there are rules for of single units only. */
function unitsAlone({ step, lines }: CustodyAct): void {
  if (lines.length > 0) throw new TraceError('STEP_UNSUPPORTED', { step, type: 'quantityList', action: '' });
}

/** Its category says whether a use is the goods' end. */
function endOrStay(act: CustodyAct, scene: Scene): void {
  const [line] = act.lines;
  if (line === undefined) return;
  const { category } = requireLot(line.lot, scene);
  if (endsGoods(act.step, packFor(category, scene))) end(act, scene);
  else if (isStay(act)) stay(act, scene);
  else throw new TraceError('STEP_UNSUPPORTED', { step: act.step, type: category, action: '' });
}

function isStay(act: CustodyAct): act is CustodyAct & { readonly step: StayStep } {
  return STAY_STEPS.some((step) => step === act.step);
}

function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new TraceError('FIELD_MISSING', { path });
  return value;
}
