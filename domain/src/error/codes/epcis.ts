import type { CodeText } from '../codes.js';

/** Identifiers and EPCIS events. */
export const EPCIS_CODES = {
  CHECK_DIGIT: {
    status: 422,
    zh: '“{value}”的校验位不对，请核对编码。',
    en: 'The check digit of "{value}" is wrong: check the code.',
  },
  IDENTIFIER_INVALID: {
    status: 422,
    zh: '“{value}”不是有效的 {scheme} 编码。',
    en: '"{value}" is not a valid {scheme}.',
  },
  IDENTIFIER_UNKNOWN: {
    status: 422,
    zh: '不支持编码“{value}”。',
    en: 'The identifier "{value}" is of no scheme known here.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;
