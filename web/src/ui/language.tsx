import type { Language } from '@suyuan/domain';
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { readStored, store } from './storage.js';

const STORED = 'suyuan.language';

/** `?lang=` first, then what was chosen before on this device, then the browser's own; Chinese where nothing is said. */
export function initialLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? readStored(STORED) ?? navigator.language;
  return asked === '' || asked.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'zh', choose: () => undefined });

interface LanguageProviderProps {
  /** Fetches a language's words; the page stays in the one that it has where they can't be had. */
  readonly prepare?: (language: Language) => Promise<void>;
  readonly children: ComponentChildren;
}

export function LanguageProvider({ prepare, children }: LanguageProviderProps) {
  const [language, setLanguage] = useState(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choose = (next: Language): void => {
    store(STORED, next);
    // An address that names a language would win over the choice at the next visit.
    const url = new URL(location.href);
    if (url.searchParams.has('lang')) {
      url.searchParams.set('lang', next);
      history.replaceState(null, '', url);
    }
    if (prepare === undefined) setLanguage(next);
    else
      prepare(next).then(
        () => setLanguage(next),
        () => undefined,
      );
  };
  return <LanguageContext.Provider value={{ language, choose }}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): Choice {
  return useContext(LanguageContext);
}

/** The switch names the other language, in that language. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="switch" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
