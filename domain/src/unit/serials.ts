import type { Run, Serials } from '../state/unit-records.js';

/** More runs than these are a list. */
const MOST_RUNS = 16;

/** A serial's digits at its end, and what stands before them: one way only to read each. */
export function splitSerial(serial: string): readonly [prefix: string, digits: string] {
  let at = serial.length;
  while (at > 0 && isDigit(serial.charCodeAt(at - 1))) at--;
  return [serial.slice(0, at), serial.slice(at)];
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Each serial once. */
export function compact(serials: readonly string[]): Serials {
  const runs = melt(
    serials.map((serial): Run => {
      const [prefix, digits] = splitSerial(serial);
      return [prefix, digits, digits];
    }),
  );
  return runs.length <= MOST_RUNS ? { runs } : { list: [...serials].sort(byCodePoint) };
}

/** In order, those that meet joined. None may overlap. */
export function melt(runs: readonly Run[]): readonly Run[] {
  const melted: Run[] = [];
  for (const run of [...runs].sort(compareRuns)) {
    const last = melted.at(-1);
    if (last !== undefined && isNext(last, run)) melted[melted.length - 1] = [last[0], last[1], run[2]];
    else melted.push(run);
  }
  return melted;
}

/** Runs without others, each of which lies within one of them. */
export function cut(runs: readonly Run[], others: readonly Run[]): readonly Run[] {
  return others.reduce((left, other) => left.flatMap((run) => without(run, other)), runs);
}

function without(run: Run, [prefix, from, to]: Run): readonly Run[] {
  const [own, first, last] = run;
  if (own !== prefix || first.length !== from.length || from < first || last < to) return [run];
  const beside = (digits: string, by: bigint): string => (BigInt(digits) + by).toString().padStart(from.length, '0');
  return [
    ...(first < from ? [[own, first, beside(from, -1n)] as const] : []),
    ...(to < last ? [[own, beside(to, 1n), last] as const] : []),
  ];
}

function isNext([prefix, , to]: Run, [other, from]: Run): boolean {
  return prefix === other && to.length === from.length && from !== '' && BigInt(to) + 1n === BigInt(from);
}

/** Of one width, digits are in order as texts are. */
function compareRuns(a: Run, b: Run): number {
  return byCodePoint(a[0], b[0]) || a[1].length - b[1].length || byCodePoint(a[1], b[1]);
}

export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function isInRun([prefix, from, to]: Run, [head, digits]: readonly [string, string]): boolean {
  return prefix === head && from.length === digits.length && from <= digits && digits <= to;
}

export function sizeOf([, from, to]: Run): number {
  return from === '' ? 1 : Number(BigInt(to) - BigInt(from)) + 1;
}

export function countOf(serials: Serials): number {
  if ('list' in serials) return serials.list.length;
  return serials.runs.reduce((sum, run) => sum + sizeOf(run), 0);
}

/** The place of a serial among the others, from 0; undefined where it is none of them. */
export function indexIn(serials: Serials, serial: string): number | undefined {
  if ('list' in serials) return search(serials.list, serial);
  const split = splitSerial(serial);
  let before = 0;
  for (const run of serials.runs) {
    if (isInRun(run, split)) return before + (run[1] === '' ? 0 : Number(BigInt(split[1]) - BigInt(run[1])));
    before += sizeOf(run);
  }
  return undefined;
}

function search(list: readonly string[], serial: string): number | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? '') < serial) low = middle + 1;
    else high = middle;
  }
  return list[low] === serial ? low : undefined;
}

/** One by one, in order. */
export function* eachOf(serials: Serials): Generator<string> {
  if ('list' in serials) {
    yield* serials.list;
    return;
  }
  for (const run of serials.runs) {
    const [prefix, from] = run;
    if (from === '') yield prefix;
    else
      for (let i = 0; i < sizeOf(run); i++)
        yield prefix + (BigInt(from) + BigInt(i)).toString().padStart(from.length, '0');
  }
}

/** First and last as texts: every serial lies between. */
export function endsOf(serials: Serials): readonly (readonly [first: string, last: string])[] {
  if ('list' in serials) return [[serials.list[0] ?? '', serials.list.at(-1) ?? '']];
  return serials.runs.map(([prefix, from, to]) => [prefix + from, prefix + to]);
}
