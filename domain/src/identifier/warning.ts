import { fillSentence, type Language } from '../error/explain.js';
import type { Warning } from './code.js';

/** What is said of codes that are taken although something about them is doubtful (docs/identifiers.md). */
export const WARNINGS = {
  CHECK_DIGIT_DOUBTFUL: {
    zh: '“{value}”的校验位应为 {expected}，请核对；该编码仍被接受。',
    en: 'The check digit of "{value}" should be {expected}: look at it again; the code is taken as it is.',
  },
  CODE_OF_MAKER: {
    zh: '“{value}”是企业自编码，不在任何公开编码体系内，无法核对其形式。',
    en: '"{value}" is a code of the maker\'s own: no public scheme says what it must look like.',
  },
  FORM_OUTDATED: {
    zh: '“{value}”是 {scheme} 的旧格式，请确认证书仍然有效。',
    en: '"{value}" is of an older form of {scheme}: see that it is still in force.',
  },
} as const;

export type WarningCode = keyof typeof WARNINGS;

export function explainWarning({ code, facts }: Warning, language: Language): string {
  return fillSentence(WARNINGS[code][language], facts);
}
