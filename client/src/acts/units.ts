import { certificateUrn, type Json, type JsonObject, type Names } from '@suyuan/domain';
import { eventOf, objectEvent, productNames, quantityList, type LotQuantity, type Occasion } from './event.js';
import { itemIdentifier, itemUri } from './item-name.js';

/** Single units or containers as events name them: from paths (`01/…/21/…`, `code/…`, `00/…`) or URIs. */
export function epcList(items: readonly string[]): Json {
  return items.map(itemUri);
}

/** Units of one product come into being at their maker. */
export interface UnitCommissioning extends Occasion {
  readonly units: readonly string[];
  readonly category: string;
  readonly product: Names;
  /** Lot number of the batch, of units with a GTIN. */
  readonly batch?: string;
  /** The batch as a GTIN with lot, of units with a national code. */
  readonly batchLot?: string;
  readonly certificates?: readonly { readonly issuer: string; readonly number: string }[];
  /** Further ILMD members, their names in a namespace. */
  readonly ilmd?: JsonObject;
}

/** ObjectEvent ADD, commissioning, with an `epcList` (docs/custody.md). */
export function unitCommissioning(act: UnitCommissioning): JsonObject {
  const { units, category, product, batch, batchLot, certificates = [] } = act;
  const info: Json = certificates.map(({ issuer, number }) => certificateUrn(issuer, number));
  return objectEvent(act, {
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    epcList: epcList(units),
    certificationInfo: certificates.length === 0 ? undefined : info,
    ilmd: {
      'suyuan:category': category,
      'suyuan:product': productNames(product),
      ...(batch === undefined ? undefined : { 'cbvmda:lotNumber': batch }),
      ...(batchLot === undefined ? undefined : { 'suyuan:batch': itemIdentifier(batchLot).canonical }),
      ...act.ilmd,
    },
  });
}

/** What goes into a container, or comes out of it. */
export interface Packing extends Occasion {
  /** SSCC, or a crate's GRAI with its serial. */
  readonly container: string;
  /** Units and containers. */
  readonly items?: readonly string[];
  readonly lines?: readonly LotQuantity[];
}

/** AggregationEvent ADD, packing (docs/custody.md). */
export function packing(act: Packing): JsonObject {
  return aggregation('ADD', 'packing', 'in_progress', act);
}

/** AggregationEvent DELETE, unpacking; without items and lines the container is opened for all that is inside. */
export function unpacking(act: Packing): JsonObject {
  return aggregation('DELETE', 'unpacking', 'in_progress', act);
}

function aggregation(action: string, bizStep: string, disposition: string, act: Packing): JsonObject {
  const { container, items = [], lines = [] } = act;
  return eventOf('AggregationEvent', act, {
    action,
    bizStep,
    disposition,
    parentID: itemUri(container),
    childEPCs: items.length === 0 ? undefined : epcList(items),
    childQuantityList: lines.length === 0 ? undefined : quantityList(lines),
  });
}

/** What is done to single units that one has; further members as the pack asks for them. */
export interface UnitStep extends Occasion {
  readonly units: readonly string[];
  readonly members?: JsonObject;
}

/** ObjectEvent OBSERVE, dispensing: a unit goes to a patient, once and for all. */
export function dispensing({ units, members, ...act }: UnitStep): JsonObject {
  return objectEvent(act, { action: 'OBSERVE', bizStep: 'dispensing', epcList: epcList(units), ...members });
}

/** ObjectEvent OBSERVE, retail_selling. */
export function retailSelling({ units, members, ...act }: UnitStep): JsonObject {
  return objectEvent(act, { action: 'OBSERVE', bizStep: 'retail_selling', epcList: epcList(units), ...members });
}

/** ObjectEvent DELETE, decommissioning with disposition disposed. */
export function scrapping({ units, members, ...act }: UnitStep): JsonObject {
  const form = { action: 'DELETE', bizStep: 'decommissioning', disposition: 'disposed' };
  return objectEvent(act, { ...form, epcList: epcList(units), ...members });
}

/** A part and what it is put into or taken out of; an implant and the salted commitment to whom it is in. */
export interface Attaching extends UnitStep {
  /** A vehicle, a lift (path or URI), or 43 characters of base64url: the commitment. */
  readonly parent: string;
}

/** AssociationEvent ADD, installing. */
export function installing(act: Attaching): JsonObject {
  return association('ADD', 'installing', itemUri(act.parent), act);
}

/** AssociationEvent DELETE, removing. */
export function removing(act: Attaching): JsonObject {
  return association('DELETE', 'removing', itemUri(act.parent), act);
}

/** AssociationEvent ADD, implanting: nobody is named. */
export function implanting(act: Attaching): JsonObject {
  return patient('ADD', 'urn:suyuan:bizstep:implanting', act);
}

/** AssociationEvent DELETE, explanting. */
export function explanting(act: Attaching): JsonObject {
  return patient('DELETE', 'urn:suyuan:bizstep:explanting', act);
}

function patient(action: string, bizStep: string, act: Attaching): JsonObject {
  const members = { ...act.members, 'suyuan:patient': act.parent };
  return association(action, bizStep, `urn:suyuan:patient:${act.parent}`, { ...act, members });
}

function association(
  action: string,
  bizStep: string,
  parentID: string,
  { units, members, ...act }: Attaching,
): JsonObject {
  return eventOf('AssociationEvent', act, { action, bizStep, parentID, childEPCs: epcList(units), ...members });
}
