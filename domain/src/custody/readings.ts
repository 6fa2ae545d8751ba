import type { SensorElement, SensorFields } from '../epcis/event.js';
import { canonicalNumber } from '../epcis/number.js';
import { JsonNumber } from '../json/json.js';

/** What one sensor report says of one measure: all its values lie between the two, in thousandths of the unit. */
export interface Reading {
  /** A measurement type of the GS1 Web Vocabulary: `Temperature`. */
  readonly type: string;
  /** UN/CEFACT Recommendation 20: `CEL`; empty where the report does not say. */
  readonly uom: string;
  readonly least: bigint;
  readonly most: bigint;
}

/** EPCIS 2.0 §7.3.7.4: those of a report's numbers that are values of what is measured. */
const VALUES = ['value', 'minValue', 'maxValue', 'meanValue', 'percValue'] as const;

/** Reports that measure something in numbers; what else a sensor can tell (texts, images) stays evidence for people. */
export function readReadings(elements: readonly SensorElement[]): readonly Reading[] {
  return elements.flatMap(({ reports }) => reports.flatMap(readReport));
}

function readReport({ fields }: SensorFields): readonly Reading[] {
  const type = fields.get('type');
  const uom = fields.get('uom');
  const values = VALUES.flatMap((name) => {
    const value = fields.get(name);
    return value instanceof JsonNumber ? thousandths(value.text) : [];
  });
  const [first] = values;
  if (typeof type !== 'string' || first === undefined) return [];
  let [least, most] = [first.floor, first.ceiling];
  for (const { floor, ceiling } of values) {
    if (floor < least) least = floor;
    if (ceiling > most) most = ceiling;
  }
  return [{ type: type.slice(type.lastIndexOf('/') + 1), uom: typeof uom === 'string' ? uom : '', least, most }];
}

/** The whole thousandths on either side of a number, which are one where it has three decimals at most. */
function thousandths(text: string): readonly { floor: bigint; ceiling: bigint }[] {
  const plain = canonicalNumber(text);
  if (plain === undefined) return [];
  const minus = plain.startsWith('-');
  const [whole = '0', decimals = ''] = plain.slice(minus ? 1 : 0).split('.');
  const size = BigInt(whole + decimals.slice(0, 3).padEnd(3, '0'));
  const next = decimals.length > 3 ? size + 1n : size;
  return [minus ? { floor: -next, ceiling: -size } : { floor: size, ceiling: next }];
}

/** The same reading in a limit's unit, rounded outwards; undefined where one cannot be told by the other. */
export function readingIn(uom: string, reading: Reading): Reading | undefined {
  if (reading.uom === uom) return reading;
  const [from, to] = [KELVINS[reading.uom], KELVINS[uom]];
  if (reading.type !== 'Temperature' || from === undefined || to === undefined) return undefined;
  const [least, most] = [reading.least, reading.most].map((value) => value * from.times + from.plus - to.plus);
  if (least === undefined || most === undefined) return undefined;
  return { ...reading, uom, least: floor(least, to.times), most: -floor(-most, to.times) };
}

/** How to come to ninths of a thousandth of a kelvin, in which all three scales have whole numbers. */
const KELVINS: Readonly<Record<string, { readonly times: bigint; readonly plus: bigint } | undefined>> = {
  KEL: { times: 9n, plus: 0n },
  CEL: { times: 9n, plus: 2_458_350n },
  FAH: { times: 5n, plus: 2_298_350n },
};

function floor(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
