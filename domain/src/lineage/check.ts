import type { Scene } from '../capture/context.js';
import type { LotRecord } from '../state/records.js';
import { suspect } from './suspect.js';
import { walk } from './walk.js';

/**
 * A lot that an active stop names, or that descends from one, is not handed on nor used (docs/ledger.md, Lineage): the
 * register is read, the filter tested, and only where it says "perhaps" are ancestors read. Throws CERTIFICATE_FAILED,
 * CERTIFICATE_REVOKED, LINEAGE_STOPPED, LINEAGE_TOO_LARGE; KeysNotRead once a generation.
 */
export function checkStops(lot: LotRecord, scene: Scene): void {
  const suspicions = suspect(lot, scene);
  if (suspicions.length > 0) walk(lot, suspicions, scene);
}
