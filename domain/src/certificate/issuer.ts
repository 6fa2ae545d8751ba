import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { isAccredited } from '../licence/accreditation.js';
import { keys } from '../state/keys.js';
import type { Role } from '../state/records.js';

/**
 * The signer's roles by which it issues a certificate: as a laboratory only what it is accredited for. Throws NOT_ACCREDITED
 * where it has no other.
 */
export function issuingRoles(type: string, category: string, issuers: readonly Role[], scene: Scene): readonly Role[] {
  const { signer } = scene;
  const roles = issuers.filter((role) => signer.roles.includes(role));
  if (!roles.includes('laboratory') || isAccredited(type, category, scene)) return roles;
  const others = roles.filter((role) => role !== 'laboratory');
  if (others.length === 0) throw new TraceError('NOT_ACCREDITED', { participant: signer.id, type, category });
  return others;
}

/** Roles that go where the goods are. */
const AUTHORITIES: readonly Role[] = ['inspector', 'customs', 'regulator'];

/**
 * Nobody stops goods that it has never had: who fails a lot is an authority, or its maker, or has held it, or was given a
 * sample of it by its holder or a regulator. Throws NOT_SAMPLED.
 */
export function requireInHand(lots: readonly string[], roles: readonly Role[], { state, signer }: Scene): void {
  if (roles.some((role) => AUTHORITIES.includes(role))) return;
  for (const lot of lots) {
    const sample = state.get(keys.sample(signer.id, lot));
    const isSampled = sample !== undefined && sample.quantity !== '0';
    if (isSampled || state.get(keys.holding(signer.id, lot)) !== undefined) continue;
    if (state.get(keys.lot(lot))?.maker === signer.id) continue;
    throw new TraceError('NOT_SAMPLED', { participant: signer.id, lot });
  }
}
