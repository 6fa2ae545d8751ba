import { formatQuantity, readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import { pieces, PIECE } from '../unit/commission-units.js';
import { sampleUnits } from '../unit/sample-units.js';
import { requireJurisdiction } from '../registry/jurisdiction.js';
import type { ParticipantRecord } from '../state/records.js';
import { checkEventTime, checkOrder, debit, findParty, requireConsignee, requireLot, requireUnit } from './custody.js';
import type { ActLine, CustodyAct, PartyName } from './custody-act.js';
import { foundAt } from './item.js';
import { judgeStep } from './judge-step.js';

/**
 * A part goes to a laboratory, which uses it up: out of the holder's stock, and into nobody's. What stays is that this
 * laboratory has had a sample of this lot. A regulator's official sample, in its jurisdiction, of goods that the holder has
 * or had, takes nothing out of a stock that is not its own: the holder's own event does. Stopped goods may be tested again.
 */
export function sample(act: CustodyAct, to: PartyName, scene: Scene): void {
  const { signer } = scene;
  const laboratory = requireConsignee(to, scene);
  const official = act.from !== undefined && findParty(act.from, scene) !== signer.id;
  if (official && !signer.roles.includes('regulator')) {
    throw new TraceError('NOT_SIGNER', { path: 'sourceList', expected: signer.id });
  }
  const holder = act.from === undefined || !official ? undefined : requireHolder(act.from, scene);
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    const pack = packFor(lot.category, scene);
    const judge = judgeStep(pack, 'sampling', act, scene, laboratory);
    if (holder !== undefined) {
      requireJurisdiction({ division: holder.division, categories: [pack.id] }, 'sampling', scene);
      requireHad(line.lot, holder.id, scene);
    }
    checkEventTime(act, pack, scene);
    checkOrder(act, lot.made);
    judge.checkLot(lot, line, foundAt(holder?.id ?? signer.id, line.lot, scene));
    requireUnit(line, lot.uom);
    if (!official) debit(line, scene);
    keep(line, laboratory.id, scene);
  }
  if (act.units.length + act.containers.length === 0) return;
  for (const lot of sampleUnits(act, laboratory, holder, scene)) {
    keep({ lot, quantity: pieces(1), uom: PIECE }, laboratory.id, scene);
  }
}

/** In whose hands an official sample is taken. */
function requireHolder(from: PartyName, scene: Scene): ParticipantRecord {
  const id = findParty(from, scene);
  const holder = scene.state.get(keys.participant(id));
  if (holder === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  return holder;
}

/** Of what was used or passed on, the holder may have kept a sample back. */
function requireHad(lot: string, participant: string, { state }: Scene): void {
  if (state.get(keys.holding(participant, lot)) === undefined) {
    throw new TraceError('NOT_HOLDER', { participant, lot });
  }
}

function keep(
  { lot, quantity, uom }: Pick<ActLine, 'lot' | 'quantity' | 'uom'>,
  laboratory: string,
  { state, ref }: Scene,
): void {
  const key = keys.sample(laboratory, lot);
  const before = state.get(key);
  const sum = readQuantity(before?.quantity ?? '0') + quantity;
  state.put(key, { v: 1, quantity: formatQuantity(sum), uom, by: before?.by ?? ref, last: ref });
}
