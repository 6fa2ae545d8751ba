import '../ui/older-browsers.js';
import '../ui/base.css';
import './consumer.css';
import { render } from 'preact';
import { initialLanguage, LanguageProvider } from '../ui/language.js';
import { App } from './app.js';
import { loadText } from './text/index.js';

const root = document.getElementById('app');
if (root !== null) {
  void loadText(initialLanguage()).then(() => {
    root.textContent = '';
    render(
      <LanguageProvider prepare={loadText}>
        <App asked={location} />
      </LanguageProvider>,
      root,
    );
  });
}
