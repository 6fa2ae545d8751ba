import type { Language } from '@suyuan/domain';
import { EN, type Words } from './en.js';
import { ZH } from './zh.js';

export type { Words };

export function wordsOf(language: Language): Words {
  return language === 'zh' ? ZH : EN;
}

/** `{name}`s filled in; one that is missing shows as `?`. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
  });
}

/** `--lang` first, then SUYUAN_LANG, then the locale of the terminal. */
export function chooseLanguage(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = at < 0 ? undefined : args[at]?.slice('--lang='.length) || args[at + 1];
  const locale = given ?? env['SUYUAN_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
