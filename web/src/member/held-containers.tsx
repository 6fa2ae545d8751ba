import type { HeldContainer } from '@suyuan/domain';
import { formatQuantity, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { ListCard } from './list-card.js';
import { usePaged } from './paged.js';
import { useSession } from './session.js';
import { stockWords } from './text/stock.js';
import { lotText } from './words.js';

/** Batches that are told of one container. */
const MOST_LOTS = 5;

/** The containers that one has by themselves, and how much of each batch is inside. */
export function HeldContainers() {
  const words = stockWords[useLanguage().language];
  const { gateway } = useSession();
  const { more, ...loaded } = usePaged(
    (after) => gateway.heldContainers(after === undefined ? {} : { after }),
    ({ containers }) => containers,
    [gateway],
  );
  return (
    <ListCard heading={words.containers} empty={words.containersEmpty} loaded={loaded} more={more}>
      {(held) => <Row key={held.container} held={held} />}
    </ListCard>
  );
}

function Row({ held: { container, lots, excursion } }: { readonly held: HeldContainer }) {
  const { language } = useLanguage();
  const words = stockWords[language];
  const others = lots.length - MOST_LOTS;
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <b class="code">{container}</b>{' '}
          {excursion === undefined ? null : <span class="badge badge-warn">{words.held}</span>}
        </p>
        {lots.slice(0, MOST_LOTS).map(({ lot, product, quantity, uom }) => (
          <p key={lot}>
            {nameIn(product, language)} <span class="hint">{lotText(lot)}</span>{' '}
            <span class="row-quantity">{formatQuantity(quantity, uom, language)}</span>
          </p>
        ))}
        {others > 0 ? <p class="hint">{words.others(others)}</p> : null}
        <p class="row-links">
          <a href={`/${container}`} target="_blank" rel="noopener">
            {words.page}
          </a>
        </p>
      </div>
    </li>
  );
}
