import type { Language } from '@suyuan/domain';
import { useLanguage } from '../../ui/language.js';
import type { ConsumerText } from './zh.js';

export type { ConsumerText } from './zh.js';

const loaded: Partial<Record<Language, ConsumerText>> = {};

/** One language's words: whoever reads one does not fetch the other. Rejects where it cannot be had (offline). */
export async function loadText(language: Language): Promise<void> {
  loaded[language] ??= language === 'zh' ? (await import('./zh.js')).zh : (await import('./en.js')).en;
}

/** A language is chosen once its words are here (main.tsx). */
export function useText(): ConsumerText {
  const text = loaded[useLanguage().language];
  if (text === undefined) throw new Error('no words are loaded');
  return text;
}
