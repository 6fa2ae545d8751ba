import { useText } from './text/index.js';

/** The gateway's printable label, and nothing else on paper. */
export function LabelPage({ item }: { readonly item: string }) {
  const { label, back } = useText();
  return (
    <section class="card label-page">
      <h1>{label.heading}</h1>
      <img class="label" src={`/labels/${item}.svg`} alt={`${label.alt} ${decodeURIComponent(item)}`} />
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          {label.print}
        </button>
        <a class="button button-quiet" href="#">
          {back}
        </a>
      </div>
    </section>
  );
}
