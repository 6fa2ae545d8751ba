import { spread, type Spread } from './statistics.js';

/** Something to be measured: once a round, in the order of the list, so that what drifts drifts for all alike. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  /** At least so much; at most, where `lower` is better. */
  readonly target?: number;
  readonly lower?: boolean;
  measure(): Promise<number>;
}

export interface Figure extends Spread {
  readonly name: string;
  readonly unit: string;
  readonly target?: number;
  readonly ok?: boolean;
}

/** A round before the first counts for nothing: a process that has just started is a third slower. */
export async function measureAll(
  points: readonly Point[],
  rounds: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const values = new Map<Point, number[]>(points.map((point) => [point, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const point of points) {
      const value = await point.measure();
      if (round > 0) values.get(point)?.push(value);
      say(`${round === 0 ? 'warm-up' : `round ${round}/${rounds}`}  ${point.name}: ${format(value)} ${point.unit}`);
    }
  }
  return points.map((point) => figure(point, values.get(point) ?? []));
}

function figure({ name, unit, target, lower = false }: Point, values: readonly number[]): Figure {
  const found = { name, unit, ...spread(values) };
  if (target === undefined) return found;
  return { ...found, target, ok: lower ? found.median < target : found.median >= target };
}

/** Three significant digits are more than the noise leaves. */
export function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
