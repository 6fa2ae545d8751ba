import { quantile, spread, type Spread } from './statistics.js';

/** What is read beside a point's own value: latencies, CPU. Always the same of one point, in the same order. */
export interface Aside {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

export interface Measured {
  readonly value: number;
  readonly asides?: readonly Aside[];
}

/** What a round has measured so far, by names of points: a point may compare others. */
export type Round = ReadonlyMap<string, Measured>;

/** Something to be measured: once a round, in the order of the list, so that what drifts drifts for all alike. */
export interface Point {
  readonly name: string;
  /**
   * Neighbours in the list that are compared with each other: from round to round another of them comes first, and so has
   * whatever the last load left behind (compactions, collections, cold caches).
   */
  readonly group?: string;
  readonly unit: string;
  /** At least so much; at most, where `lower` is better. */
  readonly target?: number;
  readonly lower?: boolean;
  measure(round: Round): Promise<number | Measured>;
}

export interface Figure extends Spread {
  readonly name: string;
  readonly unit: string;
  readonly target?: number;
  readonly ok?: boolean;
  /** Medians. */
  readonly asides: readonly Aside[];
}

export interface MeasureAllOptions {
  readonly rounds: number;
  readonly say: (line: string) => void;
  /** A round before the first counts for nothing: a process that has just started is a third slower. */
  readonly warmUp?: boolean;
}

export async function measureAll(
  points: readonly Point[],
  { rounds, say, warmUp = true }: MeasureAllOptions,
): Promise<Figure[]> {
  const found: Round[] = [];
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    const values = new Map<string, Measured>();
    for (const point of inTurn(points, round)) {
      const answer = await point.measure(values);
      const measured = typeof answer === 'number' ? { value: answer } : answer;
      values.set(point.name, measured);
      say(`${round === 0 ? 'warm-up' : `round ${round}/${rounds}`}  ${point.name}: ${told(measured, point.unit)}`);
    }
    if (round > 0) found.push(values);
  }
  return points.map((point) => figure(point, found));
}

/** The points of a round in their order: each group's turned by one more place than in the round before. */
function inTurn(points: readonly Point[], round: number): Point[] {
  return points.map((point, i) => {
    if (point.group === undefined) return point;
    const members = points.filter(({ group }) => group === point.group);
    const place = i - points.indexOf(members[0] ?? point);
    return members[(place + round) % members.length] ?? point;
  });
}

function figure({ name, unit, target, lower = false }: Point, rounds: readonly Round[]): Figure {
  const measured = rounds.flatMap((round) => round.get(name) ?? []);
  const asides = (measured[0]?.asides ?? []).map((aside, i) => ({
    ...aside,
    value: quantile(
      measured.map((each) => each.asides?.[i]?.value ?? Number.NaN),
      0.5,
    ),
  }));
  const found = { name, unit, asides, ...spread(measured.map(({ value }) => value)) };
  if (target === undefined) return found;
  return { ...found, target, ok: lower ? found.median <= target : found.median >= target };
}

/** How many times as much one point has as another, in each round. */
export function ratioPoint(
  name: string,
  [of, to]: readonly [of: string, to: string],
  target: Pick<Point, 'target' | 'lower'> = {},
  value: (measured: Measured) => number = (measured) => measured.value,
): Point {
  const pick = (round: Round, point: string): number => {
    const measured = round.get(point);
    if (measured === undefined) throw new RangeError(`nothing was measured of ${point}`);
    return value(measured);
  };
  return { name, unit: 'times', ...target, measure: (round) => Promise.resolve(pick(round, of) / pick(round, to)) };
}

function told({ value, asides = [] }: Measured, unit: string): string {
  return [`${format(value)} ${unit}`, ...asides.map((each) => `${each.name} ${format(each.value)} ${each.unit}`)].join(
    ', ',
  );
}

/** Three significant digits are more than the noise leaves. */
export function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
