import type { CodeText } from '../codes.js';

/** Codes of national and private schemes, beside CHECK_DIGIT, IDENTIFIER_INVALID and IDENTIFIER_UNKNOWN. */
export const IDENTIFIER_CODES = {
  IDENTIFIER_DATE: {
    status: 422,
    zh: '“{value}”中的日期“{date}”不存在（{scheme}）。',
    en: 'The date "{date}" in "{value}" ({scheme}) does not exist.',
  },
  IDENTIFIER_UNLISTED: {
    status: 422,
    zh: '“{value}”不在 {scheme} 的代码表中。',
    en: '"{value}" is not in the table of {scheme}.',
  },
  SCHEME_WRONG: {
    status: 422,
    zh: '“{value}”是 {found} 编码，此处应为 {scheme}。',
    en: '"{value}" is of the scheme {found}; {scheme} is expected here.',
  },
  SCHEME_UNKNOWN: {
    status: 422,
    zh: '不认识的编码体系“{scheme}”。',
    en: 'There is no identifier scheme "{scheme}" here.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
