import '../ui/older-browsers.js';
import '../ui/base.css';
import './consumer.css';
import { render } from 'preact';
import { initialLanguage, LanguageProvider } from '../ui/language.js';
import { App } from './app.js';
import { loadText } from './text/index.js';
import { TextProvider } from './text/provider.js';

const root = document.getElementById('app');
if (root !== null) {
  void loadText(initialLanguage()).then((first) => {
    root.textContent = '';
    render(
      <LanguageProvider>
        <TextProvider first={first}>
          <App asked={location} />
        </TextProvider>
      </LanguageProvider>,
      root,
    );
  });
}
