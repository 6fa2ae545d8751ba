import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { receive, sendBack, voidShipment } from './close.js';
import { commission } from './commission.js';
import { packFor } from '../pack/in-force.js';
import { checkEventTime, debit, markEvent, requireLot } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import { judgeStep } from './judge-step.js';
import { ship } from './ship.js';

/** Does to the state what an event says. Throws the first coded error; nothing is taken back here. */
export function applyCustody(act: CustodyAct, scene: Scene): void {
  markEvent(act, scene);
  switch (act.step) {
    case 'commissioning':
      commission(act, required(act.origin, 'ilmd'), scene);
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
    case 'decommissioning':
      decommission(act, scene);
  }
}

/** A whole lot or a part ceases to be (eaten, spoilt, thrown away): out of the signer's free stock, and nowhere in. */
function decommission(act: CustodyAct, scene: Scene): void {
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    const pack = packFor(lot.category, scene);
    judgeStep(pack, 'decommissioning', act, scene).checkLot(lot, line, 'active');
    checkEventTime(act, pack, scene);
    debit(line, scene);
  }
}

function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new TraceError('FIELD_MISSING', { path });
  return value;
}
