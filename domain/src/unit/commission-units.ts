import type { Scene } from '../capture/context.js';
import type { ActLine, CustodyAct, LotOrigin } from '../custody/custody-act.js';
import type { StepJudge } from '../custody/judge-step.js';
import { formatQuantity, type Quantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { stringifySorted } from '../json/stringify.js';
import type { EffectivePack } from '../pack/compose.js';
import { requireCode } from '../product/require-code.js';
import { prefixOwner } from '../registry/prefixes.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import { claim } from './directory.js';
import { compact } from './serials.js';
import type { UnitName } from './unit-name.js';

/** Units are counted in pieces. */
export const PIECE = 'H87';
const MICRO = 1_000_000n;

export function pieces(count: number): Quantity {
  return BigInt(count) * MICRO;
}

/** By what units come into being. */
export interface UnitBirth {
  readonly act: CustodyAct;
  readonly origin: LotOrigin;
  readonly pack: EffectivePack;
  readonly judge: StepJudge;
  readonly facts: LotRecord['facts'];
}

/**
 * Units of one product come into being in their maker's loose stock: a set, and the batch that they are of if it is new.
 * Throws PRODUCT_MIXED, UNIT_MISMATCH, LOT_EXISTS, and what requireCode and claim throw.
 */
export function commissionUnits(birth: UnitBirth, scene: Scene): void {
  const { act, pack, judge } = birth;
  const { state, signer, document, entry, ref } = scene;
  const [first] = act.units;
  const { batch } = act;
  if (first === undefined || batch === undefined) throw new TraceError('FIELD_MISSING', { path: 'epcList' });
  if (act.lines.length > 0) throw new TraceError('UNITS_APART');
  const other = act.units.find(({ product }) => product !== first.product);
  if (other !== undefined) throw new TraceError('PRODUCT_MIXED', { unit: other.path, product: first.product });
  if (!pack.units.includes(PIECE)) {
    throw new TraceError('UNIT_MISMATCH', { lot: batch.lot, expected: pack.units, uom: PIECE });
  }
  for (const gtin of [batch.gtin, first.gtin]) if (gtin !== undefined) requireCode(gtin, pack, act, scene);
  if (first.gtin === undefined) requireOwn(first.owned, first.product, scene);
  // National codes tell no product that a register knows by them: their batch does.
  if (batch.gtin === undefined && first.gtin === undefined && pack.registeredProducts !== undefined) {
    throw new TraceError('PRODUCT_UNREGISTERED', { gtin: first.product });
  }
  const line = { lot: batch.lot, gtin: batch.gtin ?? '', quantity: pieces(act.units.length), uom: PIECE };
  const lot = bearBatch(line, birth, scene);
  judge.checkLot(lot, line, 'new');
  const serials = compact(act.units.map(({ serial }) => serial));
  claim(first.product, serials, ref, first.owned !== undefined, scene);
  const { state: initial } = judge.rule;
  scene.shelved.push(ref);
  state.put(keys.unitSet(document.id, entry), {
    v: 1,
    batch: batch.lot,
    product: first.product,
    maker: signer.id,
    serials,
    ...(initial === undefined || initial === 'active' ? undefined : { state: initial }),
    by: ref,
  });
  const counted = state.get(keys.batch(batch.lot));
  state.put(keys.batch(batch.lot), {
    v: 1,
    count: (counted?.count ?? 0) + act.units.length,
    sets: (counted?.sets ?? 0) + 1,
    last: ref,
  });
}

/** The longest registered company prefix of what is coded must be the signer's; of a national code there is none. */
export function requireOwn(owned: string | undefined, name: string, { state, signer }: Scene): void {
  if (owned === undefined) return;
  if (prefixOwner(owned, state) !== signer.id)
    throw new TraceError('PREFIX_NOT_OWNED', { gtin: name, participant: signer.id });
}

/** The batch; further units of it say of it what the first did. */
function bearBatch(line: ActLine, { act, origin, pack, facts }: UnitBirth, scene: Scene): LotRecord {
  const { state, signer, ref } = scene;
  const key = keys.lot(line.lot);
  const lot: LotRecord = {
    v: 1,
    lot: line.lot,
    category: pack.id,
    pack: pack.version,
    maker: signer.id,
    product: origin.product,
    quantity: formatQuantity(line.quantity),
    uom: PIECE,
    made: act.time,
    ...(act.place === undefined ? undefined : { place: act.place }),
    ...(facts === undefined ? undefined : { facts }),
    units: true,
    certificates: act.certificates,
    by: ref,
  };
  const existing = state.get(key);
  if (existing === undefined || existing.unmade !== undefined) {
    state.put(key, lot);
    return lot;
  }
  if (existing.units !== true || saysOf(existing) !== saysOf(lot)) {
    throw new TraceError('LOT_EXISTS', { lot: line.lot, document: readEntryRef(existing.by).document });
  }
  return existing;
}

function saysOf({ maker, category, product, facts = {} }: LotRecord): string {
  return stringifySorted({ maker, category, product: { ...product }, facts: { ...facts } });
}

/** Where an event that commissions units says to which batch they belong. */
export interface BatchName {
  /** Path of the batch's lot. */
  readonly lot: string;
  readonly gtin?: string;
}

/** A single thing that names no batch is a batch of its own. */
export function ownBatch(units: readonly UnitName[]): BatchName | undefined {
  const [only] = units;
  return units.length === 1 && only !== undefined ? { lot: only.path } : undefined;
}
