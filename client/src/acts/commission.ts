import { certificateUrn, type JsonObject, type Names } from '@suyuan/domain';
import { objectEvent, productNames, quantityList, type LotQuantity, type Occasion } from './event.js';

/** A lot comes into being at its maker. */
export interface Commissioning extends Occasion, LotQuantity {
  /** Category pack: `agri`. */
  readonly category: string;
  readonly product: Names;
  /** Where it grew or was made, in words. */
  readonly origin?: string;
  /** Maker's compliance certificate, recorded before: its number. */
  readonly certificate?: { readonly issuer: string; readonly number: string };
  /** `YYYY-MM-DD` */
  readonly harvested?: string;
  /** Further ILMD members, their names in a namespace: what the category's pack asks for. */
  readonly ilmd?: JsonObject;
}

/** ObjectEvent ADD, commissioning (docs/custody.md). */
export function commissioning(act: Commissioning): JsonObject {
  const { category, product, origin, certificate, harvested } = act;
  return objectEvent(act, {
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    quantityList: quantityList([act]),
    certificationInfo: certificate === undefined ? undefined : certificateUrn(certificate.issuer, certificate.number),
    ilmd: {
      'suyuan:category': category,
      'suyuan:product': productNames(product),
      ...(origin === undefined ? undefined : { 'suyuan:origin': origin }),
      ...(harvested === undefined ? undefined : { 'cbvmda:harvestEndDate': harvested }),
      ...act.ilmd,
    },
  });
}
