import { CodeForm } from './code-form.js';
import { useLanguage } from '../ui/language.js';
import { ASKING_TEXT } from './text/asking.js';

/** `gtin`: a product was named without its lot. */
export function Start({ gtin }: { readonly gtin?: string | undefined }) {
  const { start } = ASKING_TEXT[useLanguage().language];
  return (
    <>
      <section class="hero">
        <h1>{start.heading}</h1>
        <p>{start.lead}</p>
      </section>
      <section class="card">
        <CodeForm initial={gtin} notice={gtin === undefined ? undefined : start.lotMissing} />
      </section>
      <section class="card" aria-labelledby="how-it-works">
        <h2 id="how-it-works">{start.how}</h2>
        <ol class="steps">
          {start.howSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </>
  );
}
