import type { TraceError } from '@suyuan/domain';
import { Icon } from '../ui/icons.js';
import { CodeForm } from './code-form.js';
import { useText, type ConsumerText } from './text/index.js';

/** A code that cannot be right, whoever asks: the check digit says so, or its form does. */
export function Mistyped({ text: code, error }: { readonly text: string; readonly error: TraceError }) {
  const text = useText();
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

/** Which digit, and what it should be: not a mere "invalid". */
export function saying(text: ConsumerText, code: string, { code: why, facts }: TraceError): string {
  const value = typeof facts['value'] === 'string' ? facts['value'] : code;
  if (why === 'CHECK_DIGIT' && typeof facts['expected'] === 'string') {
    return text.mistyped.digit(value, value.slice(-1), facts['expected']);
  }
  if (why === 'IDENTIFIER_INVALID' && typeof facts['scheme'] === 'string') {
    return text.mistyped.form(value, facts['scheme'].toUpperCase());
  }
  return text.mistyped.unknown(decoded(value));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
