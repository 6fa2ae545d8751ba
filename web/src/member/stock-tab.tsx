import type { HoldingsAnswer } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { RemoveForm } from './forms/remove.js';
import { ShipForm } from './forms/ship.js';
import { ListCard, readAll } from './list-card.js';
import { useLoaded } from './loaded.js';
import { useSession } from './session.js';
import { useText } from './text/index.js';
import { lotText } from './words.js';

export type Holding = HoldingsAnswer['holdings'][number];

/** What one holds free, and what can be done with it. */
export function StockTab() {
  const text = useText();
  const { language } = useLanguage();
  const { gateway } = useSession();
  const [act, setAct] = useState<{ readonly kind: 'ship' | 'remove'; readonly holding: Holding }>();
  const loaded = useLoaded(
    () =>
      readAll(
        (after) => gateway.holdings(after === undefined ? {} : { after }),
        ({ holdings }) => holdings.filter(({ holding }) => holding.quantity !== '0'),
      ),
    [gateway],
  );
  const close = (changed: boolean): void => {
    setAct(undefined);
    if (changed) loaded.reload();
  };
  if (act?.kind === 'ship') return <ShipForm holding={act.holding} onClose={close} />;
  if (act?.kind === 'remove') return <RemoveForm holding={act.holding} onClose={close} />;
  return (
    <ListCard heading={text.tabs.stock} empty={text.stock.empty} loaded={loaded}>
      {(held) => (
        <li key={held.lot} class="row">
          <div class="row-main">
            <p>
              <b>{nameIn(held.product, language)}</b>
            </p>
            <p class="hint">{lotText(held.lot)}</p>
            <p class="row-quantity">{formatQuantity(held.holding.quantity, held.holding.uom, language)}</p>
            <p class="row-links">
              <a href={`/${held.lot}`} target="_blank" rel="noopener">
                {text.stock.page}
              </a>
              <a href={`#label=${held.lot}`}>{text.stock.label}</a>
            </p>
          </div>
          <div class="row-acts">
            <button type="button" class="button" onClick={() => setAct({ kind: 'ship', holding: held })}>
              {text.stock.ship}
            </button>
            <button type="button" class="button button-quiet" onClick={() => setAct({ kind: 'remove', holding: held })}>
              {text.stock.remove}
            </button>
          </div>
        </li>
      )}
    </ListCard>
  );
}
