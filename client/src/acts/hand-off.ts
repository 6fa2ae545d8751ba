import {
  certificateUrn,
  entryUrn,
  readEntryRef,
  type CertificateName,
  type EntryRef,
  type Json,
  type JsonObject,
} from '@suyuan/domain';
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
  /** Whose the goods will be, where that is not whom they go to; `kept`: they stay whose they are. */
  readonly owner?: string;
  readonly carrier?: string;
  /** Those by which goods go on that a sensor report had stopped. */
  readonly certificates?: readonly CertificateName[];
  /** Fields that the category asks for, their names in a namespace. */
  readonly fields?: JsonObject;
}

/** ObjectEvent OBSERVE, shipping, in transit (docs/custody.md). */
export function shipping(act: Shipping): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    ...whatOf(act),
    bizTransactionList: act.references?.map(({ type, uri }) => ({ type, bizTransaction: uri })),
    certificationInfo: named(act.certificates),
    ...(act.owner === undefined && act.carrier === undefined ? parties(act.from, act.to) : consigned(act)),
    ...act.fields,
  });
}

/** CBV 2.0 tells who has goods from whose they are; for who carries them it has no word. */
function consigned({ from, to, owner, carrier }: Shipping): Readonly<Record<string, Json | undefined>> {
  const [had, has] = owner === undefined ? ['owning_party', 'owning_party'] : ['possessing_party', 'possessing_party'];
  const other = owner === undefined || owner === 'kept' ? [] : [{ type: 'owning_party', destination: partyUri(owner) }];
  const by = carrier === undefined ? [] : [{ type: 'urn:suyuan:sdt:carrier', destination: partyUri(carrier) }];
  return {
    sourceList: [{ type: had, source: partyUri(from) }],
    destinationList: [{ type: has, destination: partyUri(to) }, ...other, ...by],
  };
}

/** Goods arrive: what was really there, which may be less than what was shipped. */
export interface Receiving extends Occasion {
  /** The shipping document and entry. */
  readonly shipment: EntryRef;
  readonly lines?: readonly LotQuantity[];
  readonly goods?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly certificates?: readonly CertificateName[];
  readonly fields?: JsonObject;
}

/** ObjectEvent OBSERVE, receiving, naming the shipment (docs/custody.md). */
export function receiving(act: Receiving): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'receiving',
    disposition: 'in_progress',
    ...whatOf(act),
    bizTransactionList: advice(act.shipment),
    certificationInfo: named(act.certificates),
    ...parties(act.from, act.to),
    ...act.fields,
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

function named(certificates: readonly CertificateName[] = []): Json | undefined {
  const urns = certificates.map(({ issuer, number }) => certificateUrn(issuer, number));
  return urns.length === 0 ? undefined : urns;
}

/** A shipment, as events name it. */
export function advice(shipment: EntryRef): readonly Json[] {
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
