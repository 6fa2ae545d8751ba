import { STEPS_DONE_EN, STEPS_ZH, type Language, type Step } from '@suyuan/domain';
/** Columns under their headings; Chinese characters are two cells wide. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0))).join('  '));
}

export function pad(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

function width(text: string): number {
  let cells = 0;
  for (const character of text) cells += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  return cells;
}

/** East Asian Wide and Fullwidth (UAX #11), so far as names and addresses need it. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

/** Seconds since 1970 in the offset's own time: `2026-11-20 08:30 +08:00`. */
export function showTime(seconds: number, offset = '+08:00'): string {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  return `${new Date((seconds + shift) * 1000).toISOString().slice(0, 16).replace('T', ' ')} ${offset}`;
}

/** A thumbprint as people compare it: groups of four. */
export function fingerprint(thumbprint: string): string {
  return (thumbprint.match(/.{1,4}/g) ?? []).join(' ');
}

/** What was done, as a line of a journey says it. */
export function stepWord(language: Language, step: Step): string {
  return language === 'zh' ? STEPS_ZH[step] : STEPS_DONE_EN[step];
}
