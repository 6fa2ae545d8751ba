import { entryUrn, readEntryRef, type EntryRef, type Json, type JsonObject } from '@suyuan/domain';
import { objectEvent, partyUri, quantityList, type LotQuantity, type Occasion } from './event.js';
import { epcList } from './units.js';

/** Goods leave their holder. Parties: social credit codes, or URIs (PGLN). */
export interface Shipping extends Occasion {
  readonly from: string;
  readonly to: string;
  readonly lines?: readonly LotQuantity[];
  /** Containers with all that is inside, and single units: paths or URIs. */
  readonly goods?: readonly string[];
  /** Orders, invoices …: CBV type → URI. */
  readonly references?: readonly { readonly type: string; readonly uri: string }[];
}

/** ObjectEvent OBSERVE, shipping, in transit (docs/custody.md). */
export function shipping(act: Shipping): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    ...whatOf(act),
    bizTransactionList: act.references?.map(({ type, uri }) => ({ type, bizTransaction: uri })),
    ...parties(act.from, act.to),
  });
}

/** Goods arrive: what was really there, which may be less than what was shipped. */
export interface Receiving extends Occasion {
  /** The shipping document and entry. */
  readonly shipment: EntryRef;
  readonly lines?: readonly LotQuantity[];
  readonly goods?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** ObjectEvent OBSERVE, receiving, naming the shipment (docs/custody.md). */
export function receiving(act: Receiving): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'receiving',
    disposition: 'in_progress',
    ...whatOf(act),
    bizTransactionList: advice(act.shipment),
    ...parties(act.from, act.to),
  });
}

/** The receiver takes nothing of it: the goods go back, all of them. */
export interface Returning extends Occasion {
  readonly shipment: EntryRef;
  /** Who refuses. */
  readonly from: string;
  /** Whom the goods came from. */
  readonly to: string;
  readonly lines?: readonly LotQuantity[];
  readonly goods?: readonly string[];
  readonly reason?: string;
}

/** ObjectEvent OBSERVE, shipping, disposition returned, naming the shipment refused (docs/custody.md). */
export function returning(act: Returning): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'returned',
    ...whatOf(act),
    bizTransactionList: advice(act.shipment),
    ...parties(act.from, act.to),
    'suyuan:reason': act.reason,
  });
}

/** The sender takes a shipment back before anybody received it. */
export interface Voiding extends Occasion {
  readonly shipment: EntryRef;
  readonly lines?: readonly LotQuantity[];
  readonly goods?: readonly string[];
  readonly reason?: string;
}

/** ObjectEvent OBSERVE, void_shipping, naming the shipment (docs/custody.md). */
export function voiding(act: Voiding): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'void_shipping',
    ...whatOf(act),
    bizTransactionList: advice(act.shipment),
    'suyuan:reason': act.reason,
  });
}

/** Goods leave the chain for good: sold out, used up, destroyed. Whole or part. */
export interface Decommissioning extends Occasion {
  readonly lines?: readonly LotQuantity[];
  readonly goods?: readonly string[];
  readonly reason?: string;
}

/** ObjectEvent DELETE, decommissioning (docs/custody.md). */
export function decommissioning(act: Decommissioning): JsonObject {
  return objectEvent(act, {
    action: 'DELETE',
    bizStep: 'decommissioning',
    disposition: 'inactive',
    ...whatOf(act),
    'suyuan:reason': act.reason,
  });
}

function whatOf({
  lines = [],
  goods = [],
}: Pick<Shipping, 'lines' | 'goods'>): Readonly<Record<string, Json | undefined>> {
  return {
    epcList: goods.length === 0 ? undefined : epcList(goods),
    quantityList: lines.length === 0 ? undefined : quantityList(lines),
  };
}

function advice(shipment: EntryRef): Json {
  const { document, entry } = readEntryRef(shipment);
  return [{ type: 'desadv', bizTransaction: entryUrn(document, entry) }];
}

/** `owning_party` on either side. */
export function parties(from: string | undefined, to: string | undefined): Readonly<Record<string, Json | undefined>> {
  return {
    sourceList: from === undefined ? undefined : [{ type: 'owning_party', source: partyUri(from) }],
    destinationList: to === undefined ? undefined : [{ type: 'owning_party', destination: partyUri(to) }],
  };
}
