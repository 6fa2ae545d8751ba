import type { Language } from '@suyuan/domain';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ConsumerText } from './zh.js';

export type { ConsumerText } from './zh.js';

/** One language's words: whoever reads one does not fetch the other. Throws where it cannot be had (offline). */
export async function loadText(language: Language): Promise<ConsumerText> {
  return language === 'zh' ? (await import('./zh.js')).zh : (await import('./en.js')).en;
}

/** Set by TextProvider, around all that is shown. */
export const TextContext = createContext<ConsumerText | undefined>(undefined);

export function useText(): ConsumerText {
  const text = useContext(TextContext);
  if (text === undefined) throw new Error('no words are loaded');
  return text;
}
