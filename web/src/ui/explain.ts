import type { Code, Facts, Language } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from './language.js';

/** A finding of any kind: code and facts. */
export interface Explained {
  readonly code: Code;
  readonly facts: Facts;
}

type Explain = (code: Code, facts: Facts, language: Language) => string;

/**
 * The sentences of all codes are fetched only where something is to be explained: most people never meet one. Until they
 * are here, or where they can't be had (offline), the code stands in their place.
 */
export function useExplain(): (detail: Explained) => string {
  const { language } = useLanguage();
  const [explain, setExplain] = useState<Explain>();
  useEffect(() => {
    import('./sentences.js').then(
      ({ explain: loaded }) => setExplain(() => loaded),
      () => undefined,
    );
  }, []);
  return ({ code, facts }) => (explain === undefined ? code : explain(code, facts, language));
}
