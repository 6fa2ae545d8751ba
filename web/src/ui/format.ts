import { UNITS, type Language, type Names } from '@suyuan/domain';

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** Seconds since 1970, in the viewer's own zone. */
export function formatTime(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(seconds * 1000);
}

export function formatDate(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
  }).format(seconds * 1000);
}

/** `2026-10-20`, a calendar day wherever one is: never shifted by a zone. */
export function formatDay(day: string, language: Language): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (match === null) return day;
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
}

export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `12000.5` of `KGM` → `12,000.5 千克`: the decimal text itself, grouped, never through a float. */
export function formatQuantity(quantity: string, uom: string, language: Language): string {
  const [whole = '', decimals] = quantity.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${decimals === undefined ? '' : `.${decimals}`} ${UNITS.get(uom)?.[language] ?? uom}`;
}

/** The same; grams, in which books are kept, as kilograms or tonnes where they are many. */
export function formatMass(quantity: string, uom: string, language: Language): string {
  const [whole = '', decimals = ''] = quantity.split('.');
  const [larger, by] = whole.length > 6 ? (['TNE', 6] as const) : (['KGM', 3] as const);
  if (uom !== 'GRM' || whole.length <= 3) return formatQuantity(quantity, uom, language);
  const rest = `${whole.slice(-by)}${decimals}`.replace(/0+$/, '');
  return formatQuantity(`${whole.slice(0, -by)}${rest === '' ? '' : `.${rest}`}`, larger, language);
}

/** A name in the reader's language where it was given in it. */
export function nameIn(names: Names, language: Language): string {
  return language === 'en' ? (names.en ?? names.zh) : names.zh;
}

/** 43 characters in groups of four: what two people can compare aloud. */
export function groupsOf(thumbprint: string): readonly string[] {
  return thumbprint.match(/.{1,4}/g) ?? [];
}
