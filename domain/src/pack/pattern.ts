import { TraceError } from '../error/trace-error.js';

/** So many characters of a class such as `A-HJ-NP-Z0-9`: ranges and single characters; a `-` that ends it is itself. */
export interface Segment {
  readonly of: string;
  readonly least: number;
  readonly most: number;
}

/**
 * A text from its first character to its last, segment by segment, each taking all that it can. There is no way back,
 * so that matching costs what the text is long; patterns in which that would matter are refused (`checkPattern`).
 */
export type Pattern = readonly Segment[];

/** Bounds of the ranges of a class, in code units: [from, to, from, to …]. */
export type CharacterClass = readonly number[];

export function readClass(of: string): CharacterClass {
  const bounds: number[] = [];
  for (let i = 0; i < of.length; i++) {
    const from = of.charCodeAt(i);
    if (of[i + 1] !== '-' || i + 2 >= of.length) bounds.push(from, from);
    else {
      bounds.push(from, of.charCodeAt(i + 2));
      i += 2;
    }
  }
  return bounds;
}

export function matchesPattern(pattern: Pattern, text: string): boolean {
  let at = 0;
  for (const { of, least, most } of pattern) {
    const bounds = readClass(of);
    const start = at;
    while (at < text.length && at - start < most && isIn(bounds, text.charCodeAt(at))) at++;
    if (at - start < least) return false;
  }
  return at === text.length;
}

/** Refuses empty ranges, and a segment of free length before one that begins with characters of its own class. */
export function checkPattern(pattern: Pattern, path: string): void {
  pattern.forEach(({ of, least, most }, i) => {
    const bounds = readClass(of);
    const isRange = bounds.every((bound, n) => n % 2 === 0 || bound >= (bounds[n - 1] ?? 0));
    if (!isRange || most < least || most === 0) throw new TraceError('PACK_INCONSISTENT', { path, value: of });
    if (least === most) return;
    for (const next of pattern.slice(i + 1)) {
      if (overlap(bounds, readClass(next.of))) throw new TraceError('PACK_INCONSISTENT', { path, value: next.of });
      if (next.least > 0) break;
    }
  });
}

/** The longest text that it can match: what a check costs at most. */
export function longest(pattern: Pattern): number {
  return pattern.reduce((sum, { most }) => sum + most, 0);
}

/** The same as a regular expression, for the JSON schema: programs of others know no other notation. */
export function patternExpression(pattern: Pattern): string {
  const segments = pattern.map(({ of, least, most }) => {
    const count = least === most ? `{${least}}` : `{${least},${most}}`;
    return `[${of.replace(/[\\\]^]/g, '\\$&').replace(/-$/, '\\-')}]${count}`;
  });
  return `^${segments.join('')}$`;
}

function isIn(bounds: CharacterClass, code: number): boolean {
  for (let i = 0; i < bounds.length; i += 2) {
    if (code >= (bounds[i] ?? 0) && code <= (bounds[i + 1] ?? 0)) return true;
  }
  return false;
}

function overlap(a: CharacterClass, b: CharacterClass): boolean {
  for (let i = 0; i < a.length; i += 2) {
    for (let j = 0; j < b.length; j += 2) {
      if ((a[i] ?? 0) <= (b[j + 1] ?? 0) && (b[j] ?? 0) <= (a[i + 1] ?? 0)) return true;
    }
  }
  return false;
}
