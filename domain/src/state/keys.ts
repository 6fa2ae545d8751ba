/** State keys: plain text, one home (ledger.md, State). `lot` is a canonical path such as `01/06901234567892/10/A1`. */
export const keys = {
  /** The ledger's own audience and root of trust, written by bootstrap. */
  ledger: () => 'ledger',
  participant: (id: string) => `participant/${id}`,
  key: (participant: string, thumbprint: string) => `key/${participant}/${thumbprint}`,
  gln: (gln: string) => `gln/${gln}`,
  prefix: (prefix: string) => `prefix/${prefix}`,
  /** The pack now in force; and every version that ever was, immutable. */
  category: (id: string) => `category/${id}`,
  categoryVersion: (id: string, version: string) => `category/${id}/${version}`,
  certificate: (issuer: string, number: string) => `certificate/${issuer}/${number}`,
  /** Lots of a category whose trade is stopped. Read by every hand-off, so that a stop binds from its block on. */
  stops: (category: string) => `stops/${category}`,
  lot: (lot: string) => `lot/${lot}`,
  holding: (participant: string, lot: string) => `holding/${participant}/${lot}`,
  shipment: (document: string, entry: number) => `shipment/${document}/${entry}`,
  /** base64url SHA-256 of an event id, within its signer: an event counts once. */
  event: (participant: string, digest: string) => `event/${participant}/${digest}`,
  /** Marks a document whose effects have no key of their own that must be absent. */
  document: (id: string) => `document/${id}`,
} as const;

/** Where something was written: document id and entry index. */
export type EntryRef = `${string}#${number}`;

export function entryRef(document: string, entry: number): EntryRef {
  return `${document}#${entry}`;
}

export function readEntryRef(ref: string): { readonly document: string; readonly entry: number } {
  const at = ref.lastIndexOf('#');
  return { document: ref.slice(0, at), entry: Number(ref.slice(at + 1)) };
}
