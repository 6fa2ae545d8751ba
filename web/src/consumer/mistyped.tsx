import type { TraceError } from '@suyuan/domain';
import { Icon } from '../ui/icons.js';
import { CodeForm } from './code-form.js';
import { decoded, saying } from './saying.js';
import { useLanguage } from '../ui/language.js';
import { ASKING_TEXT } from './text/asking.js';

/** A code that cannot be right, whoever asks: the check digit says so, or its form does. */
export function Mistyped({ text: code, error }: { readonly text: string; readonly error: TraceError }) {
  const text = ASKING_TEXT[useLanguage().language];
  const [, gtin, lot] = /^01\/(\d{8,14})(?:\/10\/([^/]+))?$/.exec(decoded(code)) ?? [];
  return (
    <>
      <section class="card notice notice-warn" role="alert">
        <Icon name="question" />
        <div>
          <h1>{text.mistyped.heading}</h1>
          <p>{saying(text, code, error)}</p>
        </div>
      </section>
      <section class="card">
        <h2>{text.mistyped.again}</h2>
        <CodeForm initial={gtin ?? decoded(code)} initialLot={lot} />
      </section>
    </>
  );
}
