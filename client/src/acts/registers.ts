import { parseCreditCode, readGtin, type LicenceEntry, type ProductEntry } from '@suyuan/domain';

type Of<T, A> = T extends { readonly action: infer B } ? (A extends B ? T : never) : never;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Whose licence, of which type, with which number. */
export type LicenceName = Pick<LicenceEntry, 'participant' | 'type' | 'number'>;

/** Enters a licence in the register; signed by a regulator of the holder's division and the licence's categories. */
export function licence(entry: Without<Of<LicenceEntry, 'grant'>, 'action'>): LicenceEntry {
  return { action: 'grant', ...entry, participant: parseCreditCode(entry.participant) };
}

/** `until`: its new last day, `YYYY-MM-DD`. */
export function licenceRenewal(name: LicenceName, until: string): LicenceEntry {
  return { action: 'renew', ...name, until };
}

export function licenceChange(
  action: 'suspend' | 'readmit' | 'revoke',
  name: LicenceName,
  reason: string,
): LicenceEntry {
  return { action, ...name, reason };
}

/** Enters a product in the register; signed by its maker or a regulator. */
export function product(entry: Without<Of<ProductEntry, 'register'>, 'action'>): ProductEntry {
  return { action: 'register', ...entry, gtin: readGtin(entry.gtin) };
}

/** All others that may commission it; signed by its maker. */
export function productDelegation(gtin: string, to: readonly string[]): ProductEntry {
  return { action: 'delegate', gtin: readGtin(gtin), to: to.map((id) => parseCreditCode(id)) };
}

export function productChange(action: 'withdraw' | 'restore', gtin: string, reason: string): ProductEntry {
  return { action, gtin: readGtin(gtin), reason };
}
