import type { ComponentChildren } from 'preact';
import { useLanguage, LanguageSwitch } from './language.js';
import { Mark } from './icons.js';

interface FrameProps {
  readonly title: string;
  readonly skip: string;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
}

/** What both pages stand in: skip link, banner, main, footer. */
export function Frame({ title, skip, children, footer }: FrameProps) {
  const { language } = useLanguage();
  return (
    <>
      <a class="skip" href="#main">
        {skip}
      </a>
      <header class="banner">
        <div class="banner-inner">
          <a class="brand" href="/">
            <Mark />
            <span class="brand-name">{language === 'zh' ? '溯源' : 'Suyuan'}</span>
            <span class="brand-sub">{title}</span>
          </a>
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" class="main" tabIndex={-1}>
        {children}
      </main>
      {footer === undefined ? null : (
        <footer class="footer">
          <div class="footer-inner">{footer}</div>
        </footer>
      )}
    </>
  );
}
