import { useLanguage } from '../../ui/language.js';
import { en } from './en.js';
import { zh, type MemberText } from './zh.js';

export type { MemberText } from './zh.js';

export function useText(): MemberText {
  return useLanguage().language === 'zh' ? zh : en;
}
