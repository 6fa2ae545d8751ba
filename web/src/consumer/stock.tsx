import type { Story } from '@suyuan/client';
import type { ComponentChildren } from 'preact';
import { share } from './amounts.js';
import { useText } from './text/index.js';
import { PartyName, useAmount } from './words.js';

/** Free stock, goods on their way, and what is missing: together they are the whole lot. */
export function StockView({ story }: { readonly story: Story }) {
  const { stock: words } = useText();
  const amount = useAmount();
  const { quantities, uom } = story;
  const held = story.holdings.filter(({ quantity }) => quantity !== '0');
  const row = { whole: quantities.commissioned, uom };
  return (
    <section class="card" aria-labelledby="stock-heading">
      <h2 id="stock-heading">{words.heading}</h2>
      {held.length + story.packed.length + story.inTransit.length === 0 ? <p>{words.none}</p> : null}
      <ul class="stock">
        {held.map(({ party, quantity, state, excursion }) => (
          <Row
            key={party.id ?? party.gln}
            {...row}
            kind="held"
            quantity={quantity}
            note={excursion === undefined ? (words.states[state] ?? words.held) : words.excursion}
          >
            <PartyName party={party} />
          </Row>
        ))}
        {story.packed.map(({ party, quantity, containers }) => (
          <Row key={containers.join()} {...row} kind="held" quantity={quantity} note={words.packed(containers.length)}>
            <PartyName party={party} />
          </Row>
        ))}
        {story.inTransit.map(({ ref, from, to, quantity, returns }) => (
          <Row
            key={ref}
            {...row}
            kind="transit"
            quantity={quantity}
            note={returns === undefined ? words.transit : words.returning}
          >
            <PartyName party={from} /> → <PartyName party={to} />
          </Row>
        ))}
        {quantities.missing === '0' ? null : (
          <Row {...row} kind="lost" quantity={quantities.missing} note={words.missingNote}>
            {words.missing}
          </Row>
        )}
        {quantities.sampled === '0' ? null : (
          <Row {...row} kind="removed" quantity={quantities.sampled}>
            {words.sampled}
          </Row>
        )}
        {quantities.sold === '0' ? null : (
          <Row {...row} kind="removed" quantity={quantities.sold}>
            {words.sold}
          </Row>
        )}
        {quantities.consumed === '0' ? null : (
          <Row {...row} kind="removed" quantity={quantities.consumed}>
            {words.consumed}
          </Row>
        )}
        {quantities.used === '0' ? null : (
          <Row {...row} kind="removed" quantity={quantities.used}>
            {words.used}
          </Row>
        )}
        {quantities.decommissioned === '0' ? null : (
          <Row {...row} kind="removed" quantity={quantities.decommissioned}>
            {words.removed}
          </Row>
        )}
      </ul>
      <p class="stock-all">{words.of(amount(quantities.commissioned, uom))}</p>
    </section>
  );
}

interface RowProps {
  readonly kind: 'held' | 'transit' | 'lost' | 'removed';
  readonly quantity: string;
  readonly whole: string;
  readonly uom: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}

/** The bar is drawn with attributes: the content security policy allows no inline style. */
function Row({ kind, quantity, whole, uom, note, children }: RowProps) {
  const amount = useAmount();
  return (
    <li class={`stock-row stock-${kind}`}>
      <p class="stock-line">
        <span>{children}</span>
        <b>{amount(quantity, uom)}</b>
      </p>
      <svg class="share" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="share-whole" width="1000" height="10" />
        <rect class="share-part" width={Math.max(share(quantity, whole), 6)} height="10" />
      </svg>
      {note === undefined ? null : <p class="stock-note">{note}</p>}
    </li>
  );
}
