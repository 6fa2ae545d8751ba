import type { EpcisEvent, QuantityElement, TransactionEvent } from '../epcis/event.js';
import { TraceError } from '../error/trace-error.js';
import { readBatch, readGoods, readParent } from '../unit/read-goods.js';
import type { ActLine, CustodyAct, CustodyStep } from './custody-act.js';

/** Lots of one side of a transformation at most: each output keeps the list of inputs. */
const MOST_SIDE = 100;

type Items = Pick<CustodyAct, 'lines' | 'outputs' | 'units' | 'containers' | 'batch' | 'parent'>;

/** Lots, units and containers that an event is about, of each side. Throws FIELD_MISSING, LOT_EXPECTED, LOT_REPEATED and what readGoods throws. */
export function readAllLines(event: Exclude<EpcisEvent, TransactionEvent>, step: CustodyStep): Items {
  if (event.type === 'ObjectEvent') {
    const goods = readGoods(event.epcList, step, 'epcList');
    const lines = event.epcList.length > 0 && event.quantityList.length === 0 ? [] : readLines(event.quantityList, '');
    const batch = step === 'commissioning' ? readBatch(event, goods.units) : undefined;
    return { lines, ...goods, ...(batch === undefined ? undefined : { batch }) };
  }
  if (event.type === 'AggregationEvent' || event.type === 'AssociationEvent') {
    const goods = readGoods(event.childEPCs, step, 'childEPCs');
    const lines = event.childQuantityList.length === 0 ? [] : readLines(event.childQuantityList, 'child');
    const parent = readParent(event, step);
    return { lines, ...goods, ...(parent === undefined ? undefined : { parent }) };
  }
  // EPCIS lets inputs and outputs stand in two events of one transformationID: here what comes out is weighed against
  // what goes in, so that they stand together.
  const sides = {
    lines: readLines(event.inputQuantityList, 'input'),
    outputs: readLines(event.outputQuantityList, 'output'),
    ...readGoods([...event.inputEPCList, ...event.outputEPCList], step, 'inputEPCList'),
  };
  for (const [path, list] of [
    ['inputQuantityList', sides.lines],
    ['outputQuantityList', sides.outputs],
  ] as const) {
    if (list.length > MOST_SIDE) throw new TraceError('FIELD_TOO_LONG', { path, most: MOST_SIDE });
  }
  return sides;
}

function readLines(
  quantities: readonly QuantityElement[],
  side: '' | 'input' | 'output' | 'child',
): readonly ActLine[] {
  const path = side === '' ? 'quantityList' : `${side}QuantityList`;
  if (quantities.length === 0) throw new TraceError('FIELD_MISSING', { path });
  const seen = new Set<string>();
  return quantities.map((element, i) => {
    const line = readLine(element, `${path}[${i}]`);
    if (seen.has(line.lot)) throw new TraceError('LOT_REPEATED', { lot: line.lot });
    seen.add(line.lot);
    return line;
  });
}

function readLine(element: QuantityElement, path: string): ActLine {
  const { gs1, uri } = element.epcClass;
  if (gs1?.scheme !== 'lgtin') throw new TraceError('LOT_EXPECTED', { path: `${path}.epcClass`, value: uri });
  if (element.quantity === undefined) throw new TraceError('FIELD_MISSING', { path: `${path}.quantity` });
  // UN/CEFACT Recommendation 20: H87 is the piece, which EPCIS means where it has no unit.
  return { lot: gs1.path, gtin: gs1.key, quantity: element.quantity, uom: element.uom ?? 'H87' };
}
