import type { Account } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { formatMass } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { isAnyPeriod } from './checks.js';
import { Input, optional, useFields } from './fields.js';
import { ListCard } from './list-card.js';
import { useLoaded } from './loaded.js';
import { useSession } from './session.js';
import { reportWords } from './text/reports.js';
import { useText } from './text/index.js';

interface QuotasProps {
  /** For a regulator: whose; one's own unless said. */
  readonly participant?: string;
  /** Changes where something was granted. */
  readonly round?: number;
}

/** Quotas of a period, what is left of them, and the books of what is balanced. */
export function Quotas({ participant, round = 0 }: QuotasProps) {
  const words = reportWords[useLanguage().language];
  const text = useText();
  const { gateway } = useSession();
  const [period, setPeriod] = useState('');
  const form = useFields({ shown: '' }, { shown: optional(isAnyPeriod(text)) });
  const loaded = useLoaded(async () => {
    const answer = await gateway.quotas({
      ...(participant === undefined ? undefined : { participant }),
      ...(period === '' ? undefined : { period }),
    });
    return answer.accounts;
  }, [gateway, participant, period, round]);
  return (
    <ListCard
      heading={words.quotas}
      empty={words.quotasEmpty}
      loaded={loaded}
      above={
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (form.valid()) setPeriod(form.values.shown.trim());
          }}
        >
          <Input field={form.field('shown')} label={words.period} hint={words.periodHint} />
          <div class="buttons">
            <button type="submit" class="button button-quiet">
              {words.show}
            </button>
          </div>
        </form>
      }
    >
      {(account) => (
        <Row key={`${account.category}/${account.substance}/${account.uom}/${account.period}`} account={account} />
      )}
    </ListCard>
  );
}

function Row({ account }: { readonly account: Account }) {
  const { language } = useLanguage();
  const words = reportWords[language];
  const { category, substance, period, uom, quota, left, book } = account;
  const amount = (quantity: string): string => formatMass(quantity, uom, language);
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <b>{substance}</b> {period} · {category}{' '}
          {left === '0' ? <span class="badge badge-warn">{`${words.left} 0`}</span> : null}
        </p>
        <p>
          {quota === undefined ? words.none : `${words.quota} ${amount(quota.amount)}`}
          {left === undefined ? '' : ` · ${words.left} ${amount(left)}`}
          {book === undefined ? '' : ` · ${words.drawn} ${amount(book.drawn)}`}
        </p>
        {book === undefined ? null : (
          <p class="hint">
            {(['opening', 'in', 'out', 'closing'] as const)
              .map((side) => `${words.book[side]} ${amount(book[side])}`)
              .join(' · ')}
          </p>
        )}
      </div>
    </li>
  );
}
