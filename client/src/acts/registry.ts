import {
  parseCreditCode,
  type CategoryEntry,
  type CategoryPack,
  type CertificateEntry,
  type KeyEntry,
  type PackExtension,
  type ParticipantEntry,
} from '@suyuan/domain';
import { itemUri } from './item-name.js';

type Of<T, A> = T extends { readonly action: infer B } ? (A extends B ? T : never) : never;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Admits a participant with its first key's proof of possession; signed by a regulator. */
export function registration(entry: Without<Of<ParticipantEntry, 'register'>, 'action'>): ParticipantEntry {
  parseCreditCode(entry.id);
  return { action: 'register', ...entry };
}

export function suspension(id: string, reason: string): ParticipantEntry {
  return { action: 'suspend', id: parseCreditCode(id), reason };
}

export function readmission(id: string, reason: string): ParticipantEntry {
  return { action: 'readmit', id: parseCreditCode(id), reason };
}

/** A further key of the signer's own. */
export function keyAddition(proof: string, label?: string): KeyEntry {
  return { action: 'add', proof, ...(label === undefined ? undefined : { label }) };
}

/** A regulator's replacement of a lost key: it binds after the waiting time. */
export function keyReplacement(proof: string, reason: string, label?: string): KeyEntry {
  return { action: 'replace', proof, reason, ...(label === undefined ? undefined : { label }) };
}

/** `compromisedSince` in seconds flags what was signed since then. */
export function keyRevocation(
  participant: string,
  thumbprint: string,
  reason: string,
  compromisedSince?: number,
): KeyEntry {
  return {
    action: 'revoke',
    participant: parseCreditCode(participant),
    thumbprint,
    reason,
    ...(compromisedSince === undefined ? undefined : { compromisedSince }),
  };
}

/** A certificate about lots, or single things without a batch, named however they are written. */
export function certificate(entry: Without<Of<CertificateEntry, 'issue'>, 'action'>): CertificateEntry {
  return { action: 'issue', ...entry, lots: entry.lots.map(itemUri) };
}

export function certificateRevocation(number: string, reason: string): CertificateEntry {
  return { action: 'revoke', number, reason };
}

/** The first version of a category's rules; signed by a national regulator, as are its amendment and retirement. */
export function publication(pack: CategoryPack): CategoryEntry {
  return { action: 'publish', pack };
}

/** A version above the latest, `replaces`, from which it was made. */
export function amendment(replaces: string, pack: CategoryPack): CategoryEntry {
  return { action: 'amend', replaces, pack };
}

/** No more goods of the category come into being, from a day on (`YYYY-MM-DD`) or at once. */
export function retirement(category: string, reason: string, from?: string): CategoryEntry {
  return { action: 'retire', category, reason, ...(from === undefined ? undefined : { from }) };
}

/** What a local authority adds to a category's rules; signed by a regulator of that division or above. */
export function extensionOf(extension: PackExtension): CategoryEntry {
  return { action: 'extend', extension };
}

export function withdrawalOf(
  extension: Pick<PackExtension, 'id' | 'extends' | 'division'>,
  reason: string,
): CategoryEntry {
  const { id, extends: category, division } = extension;
  return { action: 'withdraw', category, extension: id, division, reason };
}
