import { useLanguage } from '../../ui/language.js';
import { en } from './en.js';
import { zh, type ConsumerText } from './zh.js';

export type { ConsumerText } from './zh.js';

export function useText(): ConsumerText {
  return useLanguage().language === 'zh' ? zh : en;
}
