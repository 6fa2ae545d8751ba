import { formatTime } from '../epcis/time.js';

export const PERIODS = ['month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** Periods are those of China's calendar. */
const CHINA = 8 * 3600;

/** `2026-11`, `2026-Q4`, `2026`: the period in which a moment (seconds) lies. */
export function periodOf(kind: Period, time: number): string {
  const day = formatTime((time + CHINA) * 1000);
  const year = day.slice(0, 4);
  if (kind === 'year') return year;
  if (kind === 'month') return day.slice(0, 7);
  return `${year}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`;
}

/** Whether a text names a period of the kind. */
export function isPeriod(kind: Period, text: string): boolean {
  const [, year = '', rest = ''] = /^([0-9]{4})(?:-(.+))?$/.exec(text) ?? [];
  if (year === '') return false;
  if (kind === 'year') return rest === '' && text.length === 4;
  if (kind === 'month') return /^(0[1-9]|1[0-2])$/.test(rest);
  return /^Q[1-4]$/.test(rest);
}
