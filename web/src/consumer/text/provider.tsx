import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../../ui/language.js';
import { loadText, TextContext, type ConsumerText } from './index.js';

interface Words {
  /** Of the language that the page begins in. */
  readonly first: ConsumerText;
  readonly children: ComponentChildren;
}

/** The words of the language chosen; until they are here, or where they can't be had, those before. */
export function TextProvider({ first, children }: Words) {
  const { language } = useLanguage();
  const [text, setText] = useState(first);
  useEffect(() => {
    let asked = true;
    loadText(language).then(
      (loaded) => asked && setText(loaded),
      () => undefined,
    );
    return () => {
      asked = false;
    };
  }, [language]);
  return <TextContext.Provider value={text}>{children}</TextContext.Provider>;
}
