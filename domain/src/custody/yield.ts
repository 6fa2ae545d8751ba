import { formatQuantity, type Quantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import { CONSERVED, type Yield } from '../pack/pack.js';
import { measureOf, sumByDimension } from './measure.js';

type Amount = { readonly quantity: Quantity; readonly uom: string };

const MILLION = 1_000_000n;

/**
 * Outputs may come to so much of the inputs, and no more nor less: summed by dimension (mass with mass, pieces with pieces),
 * in whole numbers. From one dimension to another (kilograms to pieces) only as much comes as the pack says of that very
 * pair of units. Throws YIELD_EXCEEDED, YIELD_SHORT, YIELD_UNKNOWN.
 */
export function checkYield(inputs: readonly Amount[], outputs: readonly Amount[], bounds: Yield = CONSERVED): void {
  const put = sumByDimension(inputs);
  for (const [dimension, made] of sumByDimension(outputs)) {
    const same = (put.get(dimension) ?? 0n) * BigInt(bounds.most);
    const across = allowedAcross(inputs, dimension, bounds);
    if (same + across === 0n) throw new TraceError('YIELD_UNKNOWN', { from: unitsOf(inputs), to: unitsOf(outputs) });
    if (made * MILLION > same + across) throw new TraceError('YIELD_EXCEEDED', facts(inputs, outputs, bounds));
    const least = (put.get(dimension) ?? 0n) * BigInt(bounds.least);
    if (made * MILLION < least) throw new TraceError('YIELD_SHORT', facts(inputs, outputs, bounds));
  }
}

/** Millionths of millionths of the dimension's smallest unit that inputs of other dimensions may give. */
function allowedAcross(inputs: readonly Amount[], dimension: string, { across = [] }: Yield): bigint {
  let sum = 0n;
  for (const { from, to, most } of across) {
    const [source, target] = [measureOf(from), measureOf(to)];
    if (target.of !== dimension || source.of === dimension) continue;
    for (const { quantity, uom } of inputs) {
      const given = measureOf(uom);
      if (given.of === source.of) sum += (quantity * given.size * BigInt(most) * target.size) / source.size;
    }
  }
  return sum;
}

function facts(inputs: readonly Amount[], outputs: readonly Amount[], { least, most }: Yield) {
  return {
    inputs: inputs.map(amountText),
    outputs: outputs.map(amountText),
    least: formatQuantity(BigInt(least)),
    most: formatQuantity(BigInt(most)),
  };
}

function amountText({ quantity, uom }: Amount): string {
  return `${formatQuantity(quantity)} ${uom}`;
}

function unitsOf(amounts: readonly Amount[]): readonly string[] {
  return [...new Set(amounts.map(({ uom }) => uom))];
}
