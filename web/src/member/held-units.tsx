import type { HeldUnits as Batch } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { useExplain } from '../ui/explain.js';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { ListCard } from './list-card.js';
import { usePaged } from './paged.js';
import { useSession } from './session.js';
import { stockWords } from './text/stock.js';
import { useText } from './text/index.js';
import { lotText } from './words.js';

/** Single units by batch; one by one where somebody wants to see them. */
export function HeldUnits() {
  const words = stockWords[useLanguage().language];
  const { gateway } = useSession();
  const { more, ...loaded } = usePaged(
    (after) => gateway.heldUnits(after === undefined ? {} : { after }),
    ({ units }) => units,
    [gateway],
  );
  return (
    <ListCard heading={words.units} empty={words.unitsEmpty} loaded={loaded} more={more}>
      {(batch) => <Row key={batch.lot} batch={batch} />}
    </ListCard>
  );
}

function Row({ batch: { lot, product, count, attached = 0 } }: { readonly batch: Batch }) {
  const { language } = useLanguage();
  const words = stockWords[language];
  const [open, setOpen] = useState(false);
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <b>{nameIn(product, language)}</b>
        </p>
        <p class="hint">{lotText(lot)}</p>
        <p>
          <span class="row-quantity">{formatQuantity(String(count), PIECE, language)}</span>
          {attached === 0 ? null : <span class="hint"> · {words.attached(attached)}</span>}
        </p>
        <p class="row-links">
          <a href={`/${lot}`} target="_blank" rel="noopener">
            {words.batch}
          </a>
        </p>
      </div>
      <div class="row-acts">
        <button type="button" class="button button-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.hide : words.show}
        </button>
      </div>
      {open ? <Serials batch={lot} /> : null}
    </li>
  );
}

/** The end of its path: a serial number, or a national code. */
function serialOf(unit: string): string {
  return decodeURIComponent(unit.slice(unit.lastIndexOf('/') + 1));
}

/** UN/CEFACT Recommendation 20: pieces. */
const PIECE = 'H87';

function Serials({ batch }: { readonly batch: string }) {
  const { language } = useLanguage();
  const text = useText();
  const words = stockWords[language];
  const explain = useExplain();
  const { gateway } = useSession();
  const { value, error, loading, more } = usePaged(
    (after) => gateway.heldSerials({ batch, ...(after === undefined ? undefined : { after }) }),
    ({ units }) => units,
    [gateway, batch],
  );
  return (
    <div class="serials" aria-busy={loading}>
      {error === undefined ? null : (
        <p class="flag flag-bad" role="alert">
          {explain(error)}
        </p>
      )}
      {value === undefined ? (
        <p class="hint">{loading ? text.loading : null}</p>
      ) : value.length === 0 ? (
        <p class="hint">{words.none}</p>
      ) : (
        <ul>
          {value.map(({ unit, attached }) => (
            <li key={unit}>
              <a class="code" href={`/${unit}`} target="_blank" rel="noopener">
                {serialOf(unit)}
              </a>
              {attached === undefined ? null : (
                <span class="hint">
                  {' '}
                  {words.attachedTo} <span class="code">{attached}</span>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {more === undefined ? null : (
        <button type="button" class="button button-quiet" disabled={loading} onClick={more}>
          {text.more}
        </button>
      )}
    </div>
  );
}
