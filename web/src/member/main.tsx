import '../ui/older-browsers.js';
import '../ui/base.css';
import './member.css';
import { render } from 'preact';
import { LanguageProvider } from '../ui/language.js';
import { App } from './app.js';

const root = document.getElementById('app');
if (root !== null) {
  root.textContent = '';
  render(
    <LanguageProvider>
      <App />
    </LanguageProvider>,
    root,
  );
}
