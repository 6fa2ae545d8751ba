import { isCardNumber, isCitizenNumber, isMobileNumber, type PersonalKind } from './numbers.js';

/** Fewer digits than a mobile number has: nothing to find. */
const LEAST = 11;

/**
 * What personal number a free text holds, if any, in one pass: digits between non-digits, perhaps written in full width or
 * in the groups that people write them in (`138 0013 8000`).
 */
export function scanText(text: string): PersonalKind | undefined {
  const { length } = text;
  // Fewer characters than that are left: nothing to find.
  for (let start = 0; start <= length - LEAST; start++) {
    const code = text.charCodeAt(start);
    if (code < 0x30 || (code > 0x39 && !isDigit(code))) continue;
    const run = runFrom(text, start);
    const kind = run.count < LEAST ? undefined : scanRun(text, start, run.end, run.after);
    if (kind !== undefined) return kind;
    start = run.next;
  }
  return undefined;
}

/** Digits from `start` on with single separators between them: where they end, and where to go on looking. */
function runFrom(text: string, start: number): { count: number; end: number; after: number; next: number } {
  let count = 0;
  let end = start;
  let separated = false;
  for (let i = start; ; i++) {
    const code = i < text.length ? text.charCodeAt(i) : -1;
    if (isDigit(code)) {
      count++;
      end = i + 1;
      separated = false;
    } else if (!isInvisible(code)) {
      if (separated || !isSeparator(code)) return { count, end, after: separated ? -1 : code, next: i };
      separated = true;
    }
  }
}

/** `after`: the character right behind the digits, which may be the X of a citizen number. */
function scanRun(text: string, start: number, end: number, after: number): PersonalKind | undefined {
  const groups = groupsOf(text, start, end);
  if (groups.length === 1 && isInsideDigest(text, start, end)) return undefined;
  for (let from = 0; from < groups.length; from++) {
    let digits = '';
    for (let to = from; to < groups.length && digits.length < 19; to++) {
      digits += groups[to] ?? '';
      if (digits.length < LEAST) continue;
      const kind = kindOf(digits, groups, from, to, to === groups.length - 1 && isX(after));
      if (kind !== undefined) return kind;
    }
  }
  return undefined;
}

/** The groups of a run, full-width digits folded to ASCII. */
function groupsOf(text: string, start: number, end: number): string[] {
  const groups: string[] = [];
  let group = '';
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) group += code < 0x80 ? text.charAt(i) : String.fromCharCode(code - 0xfee0);
    else if (!isInvisible(code)) {
      groups.push(group);
      group = '';
    }
  }
  groups.push(group);
  return groups;
}

function kindOf(
  digits: string,
  groups: readonly string[],
  from: number,
  to: number,
  x: boolean,
): PersonalKind | undefined {
  if (isCitizenNumber(digits) || (x && digits.length === 17 && isCitizenNumber(`${digits}X`))) return 'citizen number';
  if (isGrouped(groups, from, to, MOBILE_GROUPS) && isMobileNumber(withoutCountry(digits))) return 'mobile number';
  if (isGrouped(groups, from, to, CARD_GROUPS) && isCardNumber(digits)) return 'bank card number';
  return undefined;
}

/** +86, 0086 or 86 written right before a mobile number. */
function withoutCountry(digits: string): string {
  if (digits.length === 13 && digits.startsWith('86')) return digits.slice(2);
  return digits.length === 15 && digits.startsWith('0086') ? digits.slice(4) : digits;
}

/** How people write them in groups; any other grouping is a row of numbers that has nothing to do with it. */
const MOBILE_GROUPS: ReadonlySet<string> = new Set(['3-4-4', '3-8', '7-4', '3-3-5', '4-7', '5-6']);
const CARD_GROUPS: ReadonlySet<string> = new Set(
  '4-4-4-4 4-4-4-4-1 4-4-4-4-2 4-4-4-4-3 4-4-4-5 4-4-4-6 4-4-4-7 6-10 6-11 6-12 6-13 8-8 4-4-8 4-12 8-11 6-4-4-4-1'.split(
    ' ',
  ),
);

/** One group, one of the forms, or digit by digit. */
function isGrouped(groups: readonly string[], from: number, to: number, forms: ReadonlySet<string>): boolean {
  if (from === to) return true;
  let form = '';
  let single = true;
  for (let i = from; i <= to; i++) {
    const { length } = groups[i] ?? '';
    form += i === from ? String(length) : `-${length}`;
    single &&= length === 1;
  }
  return single || forms.has(form);
}

/** Digits right beside letters of a long hexadecimal or base64url text are part of a digest, a signature or a key. */
function isInsideDigest(text: string, start: number, end: number): boolean {
  if (!isLetter(text.charCodeAt(start - 1)) && !isLetter(text.charCodeAt(end))) return false;
  let from = start;
  let to = end;
  while (from > 0 && isTokenCharacter(text.charCodeAt(from - 1))) from--;
  while (to < text.length && isTokenCharacter(text.charCodeAt(to))) to++;
  return to - from >= 43 || (to - from >= 32 && isHex(text, from, to));
}

/** ASCII and full-width digits. */
function isDigit(code: number): boolean {
  if (code < 0x80) return code >= 0x30 && code <= 0x39;
  return code >= 0xff10 && code <= 0xff19;
}

function isX(code: number): boolean {
  return code === 0x58 || code === 0x78 || code === 0xff38 || code === 0xff58;
}

/** Spaces, dashes and dots that stand between the groups of a number. */
function isSeparator(code: number): boolean {
  if (code >= 0x30 && code < 0xa0) return false;
  if (code === 0x20 || code === 0x2d || code === 0x2e || code === 0xa0 || code === 0xb7 || code === 0x3000) return true;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xff0d || code === 0xff0e;
}

/** Zero-width characters, which hide nothing from a reader. */
function isInvisible(code: number): boolean {
  if (code < 0xad) return false;
  return (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff || code === 0xad;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isTokenCharacter(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f;
}

function isHex(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i) | 0x20;
    if (!((code >= 0x61 && code <= 0x66) || (code >= 0x30 && code <= 0x39))) return false;
  }
  return true;
}
