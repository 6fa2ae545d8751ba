/** What a document says; its `typ` is `vnd.suyuan.<kind>` (a media type without "application/", RFC 7515 §4.1.9). */
export const KINDS = [
  'events',
  'certificate',
  'participant',
  'key',
  'licence',
  'product',
  'quota',
  'category',
  'clearance',
  'countersignature',
] as const;
export type Kind = (typeof KINDS)[number];

export const TYP_PREFIX = 'vnd.suyuan.';
/** A token for reading (`access.ts`) and a key's proof of possession (`proof.ts`): signed alike, never documents. */
export const ACCESS_TYP = `${TYP_PREFIX}access`;
export const PROOF_TYP = `${TYP_PREFIX}proof`;

export function typOf(kind: Kind): string {
  return TYP_PREFIX + kind;
}

export function kindOf(typ: string): Kind | undefined {
  return KINDS.find((kind) => typOf(kind) === typ);
}

/** Bounds of a document (docs/ledger.md, A document). Times in seconds. */
export const LIMITS = {
  entries: 1000,
  entryBytes: 64 * 1024,
  documentBytes: 1024 * 1024,
  lifetime: 30 * 86_400,
  defaultLifetime: 7 * 86_400,
  /** How far a signer's clock may run ahead of the ledger's. */
  skew: 120,
  accessLifetime: 300,
} as const;
