import type { Scene } from '../capture/context.js';
import { requirePack, requireRole } from '../custody/custody.js';
import { TraceError } from '../error/trace-error.js';
import { certificateUrn } from '../identifier/suyuan-urn.js';
import { isMakersOwn } from '../pack/pack.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { CertificateAct } from './certificate-act.js';

export function applyCertificate(act: CertificateAct, scene: Scene): void {
  if (act.action === 'issue') issue(act, scene);
  else revoke(act.number, scene);
}

/** A certificate about lots that exist, or are about to: its maker's own is there before the lot. */
function issue(act: CertificateAct & { action: 'issue' }, scene: Scene): void {
  const { state, signer, ref } = scene;
  const pack = requirePack(act.category, scene);
  const rule = pack.certificates[act.type];
  if (rule === undefined) {
    throw new TraceError('FIELD_VALUE', { path: 'type', value: act.type, allowed: Object.keys(pack.certificates) });
  }
  requireRole(rule.issuers, act.type, signer);
  const key = keys.certificate(signer.id, act.number);
  const existing = state.get(key);
  if (existing !== undefined) {
    const { document } = readEntryRef(existing.by);
    throw new TraceError('CERTIFICATE_EXISTS', { number: act.number, document });
  }
  // What the maker alone may say, nobody says of another's lot.
  const own = isMakersOwn(pack, act.type);
  for (const path of act.lots) {
    const lot = state.get(keys.lot(path));
    if (lot === undefined && !own) throw new TraceError('LOT_UNKNOWN', { lot: path });
    if (own && lot !== undefined && lot.maker !== signer.id) {
      throw new TraceError('NOT_ENTITLED', { participant: signer.id, step: act.type, roles: [lot.maker] });
    }
  }
  const { type, number, category, lots, result, until } = act;
  state.put(key, {
    v: 1,
    type,
    issuer: signer.id,
    number,
    category,
    pack: pack.version,
    lots,
    result,
    ...(until === undefined ? undefined : { until }),
    status: 'valid',
    by: ref,
    last: ref,
  });
  if (result === 'fail' && pack.stopOnFailure)
    changeStops(category, lots, certificateUrn(signer.id, number), true, scene);
}

/** Only its issuer revokes a certificate: its number is the issuer's own. A failed one's stop ends with it. */
function revoke(number: string, scene: Scene): void {
  const { state, signer, ref } = scene;
  const key = keys.certificate(signer.id, number);
  const record = state.get(key);
  const certificate = certificateUrn(signer.id, number);
  if (record === undefined) throw new TraceError('CERTIFICATE_UNKNOWN', { certificate });
  if (record.status === 'revoked') {
    throw new TraceError('STATUS_UNCHANGED', { what: certificate, status: record.status });
  }
  state.put(key, { ...record, status: 'revoked', last: ref });
  if (record.result === 'fail') changeStops(record.category, record.lots, certificate, false, scene);
}

function changeStops(
  category: string,
  lots: readonly string[],
  certificate: string,
  stop: boolean,
  scene: Scene,
): void {
  const key = keys.stops(category);
  const stops = new Map(Object.entries(scene.state.get(key)?.lots ?? {}));
  for (const lot of lots) {
    const others = (stops.get(lot) ?? []).filter((urn) => urn !== certificate);
    const now = stop ? [...others, certificate] : others;
    if (now.length > 0) stops.set(lot, now);
    else stops.delete(lot);
  }
  scene.state.put(key, { v: 1, lots: Object.fromEntries(stops) });
}
