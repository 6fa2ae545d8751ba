import type { JsonObject } from '@suyuan/domain';
import { objectEvent, quantityList, type LotQuantity, type Occasion } from './event.js';
import { parties } from './hand-off.js';
import { epcList } from './units.js';

/** A part goes to a laboratory, which uses it up. */
export interface Sampling extends Occasion {
  /** In whose hands it is taken: the signer's, or of a regulator's official sample another's. */
  readonly from: string;
  readonly to: string;
  readonly lines?: readonly LotQuantity[];
  /** Single units: paths or URIs. */
  readonly units?: readonly string[];
}

/** ObjectEvent OBSERVE, sampling (docs/custody.md). */
export function sampling(act: Sampling): JsonObject {
  return objectEvent(act, {
    action: 'OBSERVE',
    bizStep: 'sampling',
    epcList: act.units === undefined ? undefined : epcList(act.units),
    quantityList: act.lines === undefined ? undefined : quantityList(act.lines),
    ...parties(act.from, act.to),
  });
}
