import { formatQuantity } from '../decimal.js';
import { prefixesOf } from '../capture/touches.js';
import type { Scene } from '../capture/context.js';
import { checkCertificates } from '../certificate/requirement.js';
import { expandName, STANDARD_CONTEXT } from '../epcis/context.js';
import { TraceError } from '../error/trace-error.js';
import { SUYUAN_NAMESPACE } from '../identifier/suyuan-urn.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import { checkEventTime, credit, requirePack, requireStep } from './custody.js';
import type { ActLine, CustodyAct, LotOrigin } from './custody-act.js';

/** Packs name fields as events do, in the standard's prefixes and ours. */
const PACK_CONTEXT = { prefixes: new Map([...STANDARD_CONTEXT.prefixes, ['suyuan', SUYUAN_NAMESPACE]]) };

/** A lot comes into being, with its maker, all of it in the maker's free stock. */
export function commission(act: CustodyAct, origin: LotOrigin, scene: Scene): void {
  const { state, signer, ref } = scene;
  const pack = requirePack(origin.category, scene);
  const rule = requireStep(pack, 'commissioning', signer);
  checkEventTime(act, pack, scene);
  for (const field of rule.fields ?? []) {
    if (!origin.fields.has(expandName(PACK_CONTEXT, field) ?? field))
      scene.fault(new TraceError('FIELD_MISSING', { path: `ilmd.${field}` }));
  }
  for (const line of act.lines) {
    if (!pack.units.includes(line.uom)) {
      throw new TraceError('UNIT_MISMATCH', { lot: line.lot, expected: pack.units, uom: line.uom });
    }
    requirePrefix(line, scene);
    const key = keys.lot(line.lot);
    const existing = state.get(key);
    if (existing !== undefined) {
      throw new TraceError('LOT_EXISTS', { lot: line.lot, document: readEntryRef(existing.by).document });
    }
    const lot: LotRecord = {
      v: 1,
      lot: line.lot,
      category: pack.id,
      pack: pack.version,
      maker: signer.id,
      product: origin.product,
      quantity: formatQuantity(line.quantity),
      uom: line.uom,
      made: act.time,
      ...(act.place === undefined ? undefined : { place: act.place }),
      certificates: act.certificates,
      by: ref,
    };
    checkCertificates(rule.certificates ?? [], lot, act.certificates, scene);
    state.put(key, lot);
    credit(line, scene);
  }
}

/** The longest registered company prefix of the GTIN must be the signer's (ledger.md, Codes). */
function requirePrefix({ gtin }: ActLine, { state, signer }: Scene): void {
  let owner: string | undefined;
  for (const prefix of prefixesOf(gtin.slice(1))) {
    owner = state.get(keys.prefix(prefix))?.participant ?? owner;
  }
  if (owner !== signer.id) throw new TraceError('PREFIX_NOT_OWNED', { gtin, participant: signer.id });
}
