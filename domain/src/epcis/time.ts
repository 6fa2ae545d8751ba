/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar (Hinnant, days_from_civil). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whether a day exists. */
export function isDay(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= (month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0));
}

const DAY = 86_400_000;

/**
 * `2026-05-01T08:30:00.125+08:00` or `…Z` → milliseconds since 1970 UTC; undefined where it is no xsd:dateTimeStamp
 * (EPCIS 2.0 §7.4.1: the zone is required). Further decimals of a second are rounded, half up (CBV 2.0 §8.9, rule 9).
 * Years 0001 to 9999; no leap seconds, no hour 24.
 */
export function parseTime(text: string): number | undefined {
  if (text.length < 20 || text.length > 40) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined;
  if (!(year >= 1 && isDay(year, month, day) && hour <= 23 && minute <= 59 && second <= 59)) return undefined;

  let at = 19;
  let millis = 0;
  if (text[at] === '.') {
    const start = ++at;
    while (isDigit(text, at)) at++;
    if (at === start) return undefined;
    for (let i = 0; i < 3; i++) millis = millis * 10 + (start + i < at ? text.charCodeAt(start + i) - 0x30 : 0);
    if (start + 3 < at && text.charCodeAt(start + 3) >= 0x35) millis++;
  }
  const offset = text[at] === 'Z' ? (at + 1 === text.length ? 0 : undefined) : parseOffset(text.slice(at));
  if (offset === undefined) return undefined;
  const days = daysFromCivil(year, month, day);
  return days * DAY + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

/** `+08:00` → 480, minutes ahead of UTC; undefined where it is no offset (−14:00 … +14:00). */
export function parseOffset(text: string): number | undefined {
  const sign = text[0];
  const hours = digits(text, 1, 2);
  const minutes = digits(text, 4, 2);
  if (text.length !== 6 || text[3] !== ':' || (sign !== '+' && sign !== '-')) return undefined;
  if (!(minutes <= 59 && hours * 60 + minutes <= 840)) return undefined;
  const offset = hours * 60 + minutes;
  return sign === '+' || offset === 0 ? offset : -offset;
}

/** Milliseconds since 1970 → `2026-05-01T00:30:00.125Z`: the one text of a time (CBV 2.0 §8.9, rules 8 and 9). */
export function formatTime(time: number): string {
  const days = Math.floor(time / DAY);
  const rest = time - days * DAY;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const clock = `${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}`;
  const seconds = `${pad(Math.floor(rest / 1000) % 60, 2)}.${pad(rest % 1000, 3)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}:${seconds}Z`;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** NaN where a character is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++)
    value = isDigit(text, i) ? value * 10 + text.charCodeAt(i) - 0x30 : Number.NaN;
  return value;
}
