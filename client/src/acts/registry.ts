import { parseCreditCode, type CertificateEntry, type KeyEntry, type ParticipantEntry } from '@suyuan/domain';
import { lotIdentifier } from './event.js';

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

/** A certificate about lots, named however they are written. */
export function certificate(entry: Without<Of<CertificateEntry, 'issue'>, 'action'>): CertificateEntry {
  return { action: 'issue', ...entry, lots: entry.lots.map((lot) => lotIdentifier(lot).canonical) };
}

export function certificateRevocation(number: string, reason: string): CertificateEntry {
  return { action: 'revoke', number, reason };
}
