import { formatQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { checkCertificates } from '../certificate/requirement.js';
import { TraceError } from '../error/trace-error.js';
import { checkStops } from '../lineage/check.js';
import { keys } from '../state/keys.js';
import type { Line, ShipmentRecord } from '../state/records.js';
import type { CategoryPack } from '../pack/pack.js';
import {
  checkEventTime,
  checkOrder,
  debit,
  findParty,
  requireLot,
  requirePack,
  requireParty,
  requireRole,
  requireStep,
} from './custody.js';
import type { ActLine, CustodyAct, PartyName } from './custody-act.js';

/** A whole lot or a part leaves the signer's free stock; in transit it is in nobody's. */
export function ship(act: CustodyAct, to: PartyName, scene: Scene): void {
  const { state, signer, document, entry, ref } = scene;
  requireParty(act.from, signer.id, 'sourceList', scene);
  let pack: CategoryPack | undefined;
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    if (pack !== undefined && lot.category !== pack.id) throw new TraceError('CATEGORY_MIXED');
    pack = requirePack(lot.category, scene);
    const rule = requireStep(pack, 'shipping', signer);
    checkOrder(act, lot.made);
    checkStops(lot, scene);
    checkCertificates(rule.certificates ?? [], lot, act.certificates, scene);
    debit(line, scene);
  }
  if (pack === undefined) throw new TraceError('FIELD_MISSING', { path: 'quantityList' });
  checkEventTime(act, pack, scene);
  const shipment: ShipmentRecord = {
    v: 1,
    from: signer.id,
    to: requireConsignee(to, pack, scene),
    category: pack.id,
    pack: pack.version,
    lines: act.lines.map(toLine),
    shipped: act.time,
    status: 'in_transit',
    by: ref,
  };
  state.put(keys.shipment(document.id, entry), shipment);
}

export function toLine({ lot, quantity, uom }: ActLine): Line {
  return { lot, quantity: formatQuantity(quantity), uom };
}

function requireConsignee(to: PartyName, pack: CategoryPack, scene: Scene): string {
  const id = findParty(to, scene);
  if (id === scene.signer.id) throw new TraceError('PARTY_SELF');
  const consignee = scene.state.get(keys.participant(id));
  if (consignee === undefined) throw new TraceError('PARTICIPANT_UNKNOWN', { participant: id });
  if (consignee.status !== 'active') throw new TraceError('PARTICIPANT_SUSPENDED', { participant: id });
  requireRole(pack.steps.shipping?.to ?? pack.steps.receiving?.roles ?? [], 'receiving', consignee);
  return id;
}
