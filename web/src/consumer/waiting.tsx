import { isTraded, type AskedItem } from './address.js';
import { Icon } from '../ui/icons.js';
import type { LookUpState } from './look-up.js';
import { useText } from './text/index.js';

interface WaitingProps {
  readonly id: AskedItem;
  readonly state: Extract<LookUpState, { kind: 'fetching' | 'checking' }>;
}

/** Nothing of the server's is shown yet: the codes are from the address alone. */
export function Waiting({ id, state }: WaitingProps) {
  const { item, checking } = useText();
  return (
    <div class="waiting" aria-busy="true">
      <header class="item-head">
        <span class="bar bar-title" />
        <p class="codes">
          {isTraded(id) ? (
            <span>
              {id.serial === undefined ? item.lot : item.serial} <b>{id.lot ?? id.serial}</b>
            </span>
          ) : null}
          <span>
            {isTraded(id) ? item.gtin : item.code} <b>{isTraded(id) ? id.key.replace(/^0/, '') : id.key}</b>
          </span>
        </p>
      </header>
      <section class="card verdict">
        <span class="seal">
          <Icon name="wait" />
        </span>
        <div>
          <h1 class="as-h2">{checking.heading}</h1>
          {/* Read out by the live region of item.tsx. */}
          <p aria-hidden="true">
            {state.kind === 'checking' ? checking.starting : state.slow ? checking.slow : checking.fetching}
          </p>
        </div>
      </section>
      <div class="card" aria-hidden="true">
        <span class="bar bar-short" />
        <span class="bar" />
        <span class="bar" />
        <span class="bar bar-short" />
      </div>
    </div>
  );
}
