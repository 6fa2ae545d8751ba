import { formatQuantity, readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import { checkEventTime, checkOrder, debit, findParty, requireConsignee, requireLot, requireUnit } from './custody.js';
import type { ActLine, CustodyAct, PartyName } from './custody-act.js';
import { judgeStep } from './judge-step.js';

/**
 * A part goes to a laboratory, which uses it up: out of the holder's stock, and into nobody's. What stays is that this
 * laboratory has had a sample of this lot. A regulator's official sample takes nothing out of a stock that is not its own:
 * the holder's own event does. Stopped goods may be tested again.
 */
export function sample(act: CustodyAct, to: PartyName, scene: Scene): void {
  const { signer } = scene;
  const laboratory = requireConsignee(to, scene);
  const official = act.from !== undefined && findParty(act.from, scene) !== signer.id;
  if (official && !signer.roles.includes('regulator')) {
    throw new TraceError('NOT_SIGNER', { path: 'sourceList', expected: signer.id });
  }
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    const pack = packFor(lot.category, scene);
    const judge = judgeStep(pack, 'sampling', act, scene, laboratory);
    checkEventTime(act, pack, scene);
    checkOrder(act, lot.made);
    judge.checkLot(lot, line, 'active');
    requireUnit(line, lot.uom);
    if (!official) debit(line, scene);
    keep(line, laboratory.id, scene);
  }
}

function keep({ lot, quantity, uom }: ActLine, laboratory: string, { state, ref }: Scene): void {
  const key = keys.sample(laboratory, lot);
  const before = state.get(key);
  const sum = readQuantity(before?.quantity ?? '0') + quantity;
  state.put(key, { v: 1, quantity: formatQuantity(sum), uom, by: before?.by ?? ref, last: ref });
}
