import type { EntryRef, Inside, ShipmentStatus } from '@suyuan/domain';

/**
 * Keys of the index, their one home. `|` ends each part: it stands in no identifier, document id or state key.
 * An index of another format is not read: it is built again from the ledger's blocks.
 */
export const FORMAT = 8;

export type Direction = 'in' | 'out';

export const at = {
  format: 'm|format',
  /** Cursor: the last block taken in. Written with all of its block in one batch. */
  cursor: 'm|cursor',
  /** What the genesis block says: audience, channel, network. */
  ledger: 'm|ledger',
  /** A document's RecordPosition, JSON, and behind a line's end its JWS. */
  cover: (document: string) => `d|${document}`,
  /** An entry as it was signed and, behind spaces, its path: what is shown of a document is read, and no more. */
  entry: (document: string, entry: number) => `e|${document}|${fixed(entry, 4)}`,
  /** Current state, as the contract wrote it. */
  state: (key: string) => `s|${key}`,
  /**
   * Entries about an item, one key each, in ledger order → EntryRef and, each behind a `|`, the keys of the item's state
   * that the entry made (shipment, certificate) or was the last to change (holding): a page of the journey is read with
   * its state, and however long the journey is, every record of it stands on some page.
   */
  journey: (item: string, place: string) => `j|${item}|${place}`,
  /** Entries that changed a participant's registration → EntryRef. */
  participantAct: (participant: string, place: string) => `p|${participant}|${place}`,
  /** Entries that registered, replaced or revoked a key → EntryRef. */
  keyAct: (kid: string, place: string) => `k|${kid}|${place}`,
  /** Entries that registered or changed a product, by its GTIN-14 → EntryRef. */
  productAct: (gtin: string, place: string) => `g|${gtin}|${place}`,
  /** Lots of which a party holds more than nothing. */
  held: (participant: string, lot: string) => `h|${participant}|${lot}`,
  /**
   * Units that a party has by itself, one by one → what it is attached to, or nothing. One to which nothing has happened since it
   * was commissioned is not among them: its set has it.
   */
  unit: (holder: string, batch: string, unit: string) => `u|${holder}|${batch}|${unit}`,
  /** Commissionings of which something is in their maker's loose stock. */
  loose: (maker: string, batch: string, set: EntryRef) => `b|${maker}|${batch}|${set}`,
  /** A commissioning → its batch, maker, how many, and how many of them have left loose stock: JSON list. */
  set: (set: EntryRef) => `t|${set}`,
  /** How many units of a batch a party has, loose ones among them: free, and attached to something. JSON list. */
  count: (holder: string, batch: string) => `y|${holder}|${batch}`,
  /** Containers that a party has by themselves. */
  container: (holder: string, container: string) => `c|${holder}|${container}`,
  /** With what one use of a container was filled: pages, and what has a record that says it is inside. JSON. */
  inside: ({ container, use }: Inside) => `q|${container}|${use}`,
  /** Under which of the keys above a unit or a container is listed; nothing: it is on its way, or gone. */
  listed: (item: string) => `w|${item}`,
  /** Shipments by party, direction and status, in order of their event time. */
  delivery: (party: string, way: Direction, status: ShipmentStatus | 'any', shipped: number, ref: EntryRef) =>
    `x|${party}|${way}|${status}|${seconds(shipped)}|${ref}`,
  /** Entries by which somebody's own stock changed without a delivery, by category, in order of their event time → Step. */
  deed: (participant: string, category: string, happened: number, ref: EntryRef) =>
    `f|${participant}|${category}|${seconds(happened)}|${ref}`,
  /** Entries about what a participant has that wait for a further signature. */
  awaited: (participant: string, ref: EntryRef) => `o|${participant}|${ref}`,
  /** A transaction that did not take effect → its id and validation code, JSON. */
  invalid: (block: number, transaction: number) => `i|${fixed(block, 10)}${fixed(transaction, 6)}`,
} as const;

/**
 * What answers about every item need and few blocks change: who signs (participants, keys, and the acts on them), by
 * which packs, what is stopped, and whose ledger it is.
 */
export const COMMON = /^(?:[pk]\||s\|(?:ledger$|participant\/|key\/|category\/|stops\/))/;

/** Keys that continue this prefix: `>= from`, `< to` (`}` is the character after `|`). */
export function within(...parts: readonly string[]): { gt: string; lt: string } {
  const stem = parts.join('|');
  return { gt: `${stem}|`, lt: `${stem}}` };
}

/** What stands behind the last `|` of a key. */
export function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('|') + 1);
}

/** An entry's place in the ledger, in ledger order as text: block, transaction, document, entry. */
export function place(block: number, transaction: number, position: number, entry: number): string {
  return fixed(block, 10) + fixed(transaction, 6) + fixed(position, 4) + fixed(entry, 4);
}

export const PLACE = /^[0-9a-f]{24}$/;

function fixed(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Event times before 1970 are refused by the contract; twelve digits last beyond any other bound here. */
function seconds(value: number): string {
  return String(Math.max(0, value)).padStart(12, '0');
}
