import type { Reading } from './code.js';
import { fits, invalid, isPlausibleYear, noSuchDate, requireForm, split, unlisted } from './form.js';

/**
 * Goods by customs tariff (商品编号): the Harmonized System's six digits and four of China's own, perhaps with dots
 * (`0808.10.00.00`). Chapters are 01 to 98, of which 77 is reserved; the rest changes with each edition.
 * Throws IDENTIFIER_INVALID, IDENTIFIER_UNLISTED.
 */
export function readHsCode(text: string): Reading {
  const value = withoutDots(text);
  requireForm('hs-code', value, '##########', '10 digits, perhaps with dots behind the 4th, 6th and 8th');
  const chapter = Number(value.slice(0, 2));
  if (chapter < 1 || chapter > 98 || chapter === 77) unlisted('hs-code', text);
  return { value, parts: { chapter: value.slice(0, 2), heading: value.slice(0, 4), subheading: value.slice(0, 6) } };
}

function withoutDots(text: string): string {
  if (fits(text, '####.######')) return text.slice(0, 4) + text.slice(5);
  if (fits(text, '####.##.####')) return text.slice(0, 4) + text.slice(5, 7) + text.slice(8);
  if (fits(text, '####.####.##')) return text.slice(0, 4) + text.slice(5, 9) + text.slice(10);
  if (fits(text, '####.##.##.##')) return text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10) + text.slice(11);
  return text;
}

/**
 * Customs declaration (报关单号, 海关总署公告2019年第18号): customs office 4, year 4, 1 for import or 0 for export, sequence 9.
 * Throws IDENTIFIER_INVALID, IDENTIFIER_DATE.
 */
export function readCustomsDeclaration(text: string): Reading {
  const scheme = 'customs-declaration';
  const expected = '18 digits: office 4, year 4, 0 or 1, sequence 9';
  requireForm(scheme, text, '#'.repeat(18), expected);
  const parts = split(text, { office: 4, year: 4, direction: 1, sequence: 9 });
  if (parts.direction !== '0' && parts.direction !== '1') invalid(scheme, text, expected);
  if (!isPlausibleYear(Number(parts.year))) noSuchDate(scheme, text, parts.year);
  return { value: text, parts };
}

/**
 * Overseas producer of imported food (进口食品境外生产企业在华注册编号, 海关总署令第248号): C, or Q for producers who registered
 * themselves, the country's three letters (ISO 3166-1), digits. Throws IDENTIFIER_INVALID.
 */
export function readOverseasProducer(text: string): Reading {
  const digits = text.length - 4;
  const known = digits >= 6 && digits <= 14 && (text.startsWith('C') || text.startsWith('Q'));
  if (!known || !fits(text, `@@@@${'#'.repeat(digits)}`)) {
    invalid('overseas-producer', text, 'C or Q, three letters of a country, 6 to 14 digits');
  }
  return { value: text, parts: { country: text.slice(1, 4) } };
}
