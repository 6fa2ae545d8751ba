import type { Scene } from '../capture/context.js';
import { KeysNotRead, type WorkingState } from '../capture/working-state.js';
import { requireRole } from '../custody/custody.js';
import { requireCategory } from '../registry/jurisdiction.js';
import { packFor } from '../pack/in-force.js';
import { TraceError } from '../error/trace-error.js';
import { certificateUrn } from '../identifier/suyuan-urn.js';
import { certificateType, isMakersOwn } from '../pack/pack.js';
import { release, stop } from '../lineage/stops.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { CertificateAct } from './certificate-act.js';
import { issuingRoles, requireInHand } from './issuer.js';

export function applyCertificate(act: CertificateAct, scene: Scene): void {
  if (act.action === 'issue') issue(act, scene);
  else revoke(act.number, scene);
}

/** A certificate about lots that exist, or are about to: its maker's own is there before the lot. */
function issue(act: CertificateAct & { action: 'issue' }, scene: Scene): void {
  const { state, signer, ref, context } = scene;
  const pack = packFor(act.category, scene);
  const rule = certificateType(pack, act.type);
  if (rule === undefined) {
    throw new TraceError('FIELD_VALUE', { path: 'type', value: act.type, allowed: Object.keys(pack.certificates) });
  }
  requireRole(rule.issuers, act.type, signer);
  requireCategory(signer, act.category);
  const roles = issuingRoles(act.type, act.category, rule.issuers, scene);
  const key = keys.certificate(signer.id, act.number);
  const existing = state.get(key);
  if (existing !== undefined) {
    const { document } = readEntryRef(existing.by);
    throw new TraceError('CERTIFICATE_EXISTS', { number: act.number, document });
  }
  if (act.replaces !== undefined) replace(act.replaces, act, scene);
  // What the maker alone may say, nobody says of another's lot.
  const own = isMakersOwn(pack, act.type);
  for (const path of act.lots) {
    const lot = state.get(keys.lot(path));
    if (lot === undefined && !own) throw new TraceError('LOT_UNKNOWN', { lot: path });
    if (own && lot !== undefined && lot.maker !== signer.id) {
      throw new TraceError('NOT_ENTITLED', { participant: signer.id, step: act.type, roles: [lot.maker] });
    }
  }
  if (act.result === 'fail') requireInHand(act.lots, roles, scene);
  const { type, number, category, lots, result, issued, until } = act;
  state.put(key, {
    v: 1,
    type,
    issuer: signer.id,
    number,
    category,
    pack: pack.version,
    lots,
    result,
    issued,
    roles,
    ...(until === undefined ? undefined : { until }),
    status: 'valid',
    by: ref,
    last: ref,
  });
  const urn = certificateUrn(signer.id, number);
  if (result === 'fail' && pack.stopOnFailure) stop({ category, lots, by: urn }, 'failed', state, context.hash);
}

/**
 * Only its issuer revokes a certificate: its number is the issuer's own. What a failed one stopped is free again; what one
 * that passed had vouched for is stopped, until a new one takes its place.
 */
function revoke(number: string, scene: Scene): void {
  const { state, signer, ref, context } = scene;
  const key = keys.certificate(signer.id, number);
  const record = state.get(key);
  const by = certificateUrn(signer.id, number);
  if (record === undefined) throw new TraceError('CERTIFICATE_UNKNOWN', { certificate: by });
  if (record.status === 'revoked') {
    throw new TraceError('STATUS_UNCHANGED', { what: by, status: record.status });
  }
  state.put(key, { ...record, status: 'revoked', last: ref });
  const { category, lots, result } = record;
  if (result === 'fail') release({ category, lots, by }, state, context.hash);
  else if (packFor(category, scene).stopOnFailure) {
    const known = existing(lots, state);
    if (known.length > 0) stop({ category, lots: known, by }, 'revoked', state, context.hash);
  }
}

/** What never came to be needs no stop. Reads all in one batch. */
function existing(lots: readonly string[], state: WorkingState): readonly string[] {
  const unread = lots.map((lot) => keys.lot(lot)).filter((key) => !state.has(key));
  if (unread.length > 0) throw new KeysNotRead(unread);
  return lots.filter((lot) => state.get(keys.lot(lot)) !== undefined);
}

/**
 * A certificate that takes the place of its issuer's own, revoked one must be of the same type, pass, and be about all of
 * the same lots. Then what the revocation had stopped is free again.
 */
function replace(old: string, act: CertificateAct & { action: 'issue' }, { state, signer, context }: Scene): void {
  const by = certificateUrn(signer.id, old);
  const record = state.get(keys.certificate(signer.id, old));
  if (record === undefined) throw new TraceError('CERTIFICATE_UNKNOWN', { certificate: by });
  const { status, type, category, lots } = record;
  const whole = lots.every((lot) => act.lots.includes(lot));
  if (status !== 'revoked' || type !== act.type || category !== act.category || act.result !== 'pass' || !whole) {
    throw new TraceError('REPLACEMENT_INVALID', { certificate: by, type, status, lots });
  }
  if (record.result === 'pass') release({ category, lots, by }, state, context.hash);
}
