import type { HoldingsAnswer } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { RemoveForm } from './forms/remove.js';
import { ShipForm } from './forms/ship.js';
import { HeldContainers } from './held-containers.js';
import { HeldUnits } from './held-units.js';
import { ListCard } from './list-card.js';
import { usePaged } from './paged.js';
import { useSession } from './session.js';
import { stockWords } from './text/stock.js';
import { useText } from './text/index.js';
import { lotText } from './words.js';

export type Holding = HoldingsAnswer['holdings'][number];

interface Act {
  readonly kind: 'ship' | 'remove';
  readonly holding: Holding;
}

/** What one holds free: quantities of lots, with what can be done with them; containers; single units. */
export function StockTab() {
  const [act, setAct] = useState<Act>();
  const close = (): void => setAct(undefined);
  // Lists are read anew when a form is closed.
  if (act?.kind === 'ship') return <ShipForm holding={act.holding} onClose={close} />;
  if (act?.kind === 'remove') return <RemoveForm holding={act.holding} onClose={close} />;
  return (
    <>
      <HeldLots onAct={setAct} />
      <HeldContainers />
      <HeldUnits />
    </>
  );
}

function HeldLots({ onAct }: { readonly onAct: (act: Act) => void }) {
  const text = useText();
  const { language } = useLanguage();
  const { gateway } = useSession();
  const { more, ...loaded } = usePaged(
    (after) => gateway.holdings(after === undefined ? {} : { after }),
    ({ holdings }) => holdings,
    [gateway],
  );
  return (
    <ListCard heading={stockWords[language].lots} empty={text.stock.empty} loaded={loaded} more={more}>
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
            <button type="button" class="button" onClick={() => onAct({ kind: 'ship', holding: held })}>
              {text.stock.ship}
            </button>
            <button type="button" class="button button-quiet" onClick={() => onAct({ kind: 'remove', holding: held })}>
              {text.stock.remove}
            </button>
          </div>
        </li>
      )}
    </ListCard>
  );
}
