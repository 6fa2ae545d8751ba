import type { Scene } from '../capture/context.js';
import { keptFact } from '../pack/field-facts.js';
import { TraceError } from '../error/trace-error.js';
import { keys, readEntryRef, type EntryRef } from '../state/keys.js';
import type { LotRecord } from '../state/records.js';
import type { PlotRecord } from '../state/standing.js';
import type { CustodyAct } from './custody-act.js';

/** The field that names a plot or herd, and what a product's lot keeps of the days that must pass after its use. */
const PLOT = '{urn:suyuan:}plot';
const DAYS = 'withdrawal_days';
const DAY = 86_400;
const MILLION = 1_000_000n;

/** The plot or herd that an event names: its signer's own number of it. */
export function plotOf({ field }: Pick<CustodyAct, 'field'>): string | undefined {
  const plot = field(PLOT);
  return typeof plot === 'string' && plot !== '' && plot.length <= 80 ? plot : undefined;
}

/** What was used on the signer's plot that the event names. */
export function withdrawalOf(act: CustodyAct, { state, signer }: Scene): PlotRecord | undefined {
  const plot = plotOf(act);
  return plot === undefined ? undefined : state.get(keys.plot(signer.id, plot));
}

/** A product with a withdrawal period was used on a plot: nothing of it may be harvested until that has passed. */
export function withhold(lot: Pick<LotRecord, 'facts'>, act: CustodyAct, scene: Scene): void {
  const plot = plotOf(act);
  const days = keptFact(DAYS, lot.facts);
  if (plot === undefined || typeof days !== 'bigint') return;
  const { state, signer, ref } = scene;
  const key = keys.plot(signer.id, plot);
  const known = state.get(key);
  const until = act.time + Number((days * BigInt(DAY)) / MILLION);
  // Of two products of one event the longer period counts, and what stood there before the event stays known.
  const before = known?.last === ref ? known.before : known?.until;
  state.put(key, {
    v: 1,
    until: Math.max(until, known?.until ?? 0),
    last: ref,
    ...(before === undefined ? undefined : { before }),
  });
}

/** The use was declared never to have been. Throws BUILT_UPON where something else has been used on the plot since. */
export function unwithhold(act: CustodyAct, original: EntryRef, { state, signer, ref }: Scene): void {
  const plot = plotOf(act);
  const key = plot === undefined ? undefined : keys.plot(signer.id, plot);
  const wrote = act.lines.some(({ lot }) => typeof keptFact(DAYS, state.get(keys.lot(lot))?.facts) === 'bigint');
  const known = key === undefined || !wrote ? undefined : state.get(key);
  if (plot === undefined || key === undefined || known === undefined) return;
  if (known.last !== original) {
    const { document, entry } = readEntryRef(known.last);
    throw new TraceError('BUILT_UPON', { what: plot, document, index: entry });
  }
  state.put(key, { v: 1, until: known.before ?? 0, last: ref });
}
