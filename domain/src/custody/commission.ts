import { formatQuantity } from '../decimal.js';
import { balancedBy } from '../balance/balanced.js';
import { draw } from '../balance/books.js';
import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import type { Descent } from '../lineage/lineage.js';
import type { EffectivePack } from '../pack/compose.js';
import { keptFacts } from '../pack/field-facts.js';
import { packForNew } from '../pack/in-force.js';
import { covers } from '../pack/pack.js';
import { requireCode } from '../product/require-code.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import { checkEventTime, credit } from './custody.js';
import type { ActLine, CustodyAct, LotOrigin } from './custody-act.js';
import { judgeStep, type StepJudge } from './judge-step.js';
import { commissionUnits, PIECE } from '../unit/commission-units.js';
import { ACTIVE, restated } from './standing.js';

/** Where an event says under which heading of the customs tariff its goods fall, that must be one of the category's. */
const HS_CODE = '{urn:suyuan:}hsCode';

/** A lot comes into being, with its maker, all of it in the maker's free stock. */
export function commission(act: CustodyAct, origin: LotOrigin, scene: Scene): void {
  const pack = packForNew(origin.category, scene);
  const judge = judgeStep(pack, 'commissioning', act, scene);
  checkEventTime(act, pack, scene);
  const code = act.field(HS_CODE);
  if (typeof code === 'string' && !covers(pack, 'hs', code)) {
    scene.fault(new TraceError('PRODUCT_NOT_COVERED', { category: pack.id, scheme: 'hs', value: code.slice(0, 40) }));
  }
  const facts = keptFacts(judge.rule.fields, act);
  const birth = { act, origin, pack, judge, facts };
  if (act.units.length > 0) commissionUnits(birth, scene);
  else for (const line of act.lines) bear(line, birth, scene);
}

/** By what a new lot comes into being. */
export interface Birth {
  readonly act: CustodyAct;
  readonly origin: LotOrigin;
  readonly pack: EffectivePack;
  readonly judge: StepJudge;
  readonly facts: LotRecord['facts'];
  /** Of a lot that is made of others. */
  readonly descent?: Descent;
}

/** One new lot in its maker's stock. Throws UNIT_MISMATCH, UNITS_REQUIRED, LOT_EXISTS, and what requireCode throws. */
export function bear(line: ActLine, birth: Birth, scene: Scene): void {
  const { state, signer, ref } = scene;
  const { act, origin, pack, judge, facts, descent } = birth;
  const balance = balancedBy(pack, act);
  if (!pack.units.includes(line.uom)) {
    throw new TraceError('UNIT_MISMATCH', { lot: line.lot, expected: pack.units, uom: line.uom });
  }
  // By the piece each has a code of its own; what is sold by weight or volume has none.
  if (pack.granularity === 'unit' && line.uom === PIECE) {
    throw new TraceError('UNITS_REQUIRED', { lot: line.lot, category: pack.id });
  }
  requireCode(line.gtin, pack, act, scene);
  const key = keys.lot(line.lot);
  const existing = state.get(key);
  if (existing !== undefined && existing.unmade === undefined) {
    throw new TraceError('LOT_EXISTS', { lot: line.lot, document: readEntryRef(existing.by).document });
  }
  const alone: LotRecord = {
    v: 1,
    lot: line.lot,
    category: pack.id,
    pack: pack.version,
    maker: signer.id,
    product: origin.product,
    quantity: formatQuantity(line.quantity),
    uom: line.uom,
    made: act.time,
    ...(act.place === undefined ? undefined : { place: act.place }),
    ...(facts === undefined ? undefined : { facts }),
    ...(balance === undefined ? undefined : { balance }),
    certificates: act.certificates,
    by: ref,
  };
  const lot = descent === undefined ? alone : { ...alone, ...descent.of(alone) };
  judge.checkLot(lot, line, 'new');
  state.put(key, lot);
  credit(line, restated({}, judge.rule.state ?? ACTIVE), scene);
  if (pack.balance?.quota?.includes(act.step) === true) draw(lot, line.quantity, scene);
}
