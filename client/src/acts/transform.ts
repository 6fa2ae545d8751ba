import type { Json, JsonObject, Names } from '@suyuan/domain';
import { certificateUrn } from '@suyuan/domain';
import { eventOf, productNames, quantityList, type LotQuantity, type Occasion } from './event.js';

/** Goods are mixed, split, repacked or worked into others: the inputs are used up, the outputs are new lots. */
export interface Transforming extends Occasion {
  readonly inputs: readonly LotQuantity[];
  readonly outputs: readonly LotQuantity[];
  /** Of the outputs: category pack, `agri`. */
  readonly category: string;
  readonly product: Names;
  readonly origin?: string;
  /** Certificates of the outputs, recorded before. */
  readonly certificates?: readonly { readonly issuer: string; readonly number: string }[];
  /** CBV business step: `creating_class_instance` unless said; `repackaging`, `assembling` … */
  readonly step?: string;
  /** Further ILMD members, their names in a namespace. */
  readonly ilmd?: JsonObject;
}

/** TransformationEvent (docs/custody.md). */
export function transforming(act: Transforming): JsonObject {
  const { inputs, outputs, category, product, origin, certificates = [], step = 'creating_class_instance' } = act;
  const info: Json = certificates.map(({ issuer, number }) => certificateUrn(issuer, number));
  return eventOf('TransformationEvent', act, {
    bizStep: step,
    inputQuantityList: quantityList(inputs),
    outputQuantityList: quantityList(outputs),
    certificationInfo: certificates.length === 0 ? undefined : info,
    ilmd: {
      'suyuan:category': category,
      'suyuan:product': productNames(product),
      ...(origin === undefined ? undefined : { 'suyuan:origin': origin }),
      ...act.ilmd,
    },
  });
}
