import type { FilingsQuery } from '@suyuan/client';
import type { DueStatus, Filed } from '@suyuan/domain';
import { formatTime, nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { ListCard, readAll } from './list-card.js';
import { useLoaded } from './loaded.js';
import { useSession } from './session.js';
import { reportWords } from './text/reports.js';

interface FilingsProps {
  /** For a regulator: whose; one's own unless said. */
  readonly participant?: string;
}

/** What is still to be reported, overdue or not, and how punctual everything else was. */
export function Filings({ participant }: FilingsProps) {
  const words = reportWords[useLanguage().language];
  const whose = participant === undefined ? undefined : { participant };
  return (
    <>
      <FilingList
        heading={words.outstanding}
        empty={words.outstandingEmpty}
        query={{ direction: 'in', outstanding: true, ...whose }}
      />
      <FilingList
        heading={words.unsigned}
        empty={words.unsignedEmpty}
        query={{ direction: 'own', outstanding: true, ...whose }}
      />
      <FilingList heading={words.history.own} empty={words.historyEmpty} query={{ direction: 'own', ...whose }} />
      <FilingList heading={words.history.in} empty={words.historyEmpty} query={{ direction: 'in', ...whose }} />
      <FilingList heading={words.history.out} empty={words.historyEmpty} query={{ direction: 'out', ...whose }} />
    </>
  );
}

interface FilingListProps {
  readonly heading: string;
  readonly empty: string;
  readonly query: FilingsQuery;
}

function FilingList({ heading, empty, query }: FilingListProps) {
  const { gateway } = useSession();
  const { direction, outstanding, participant } = query;
  const loaded = useLoaded(
    () =>
      readAll(
        (after) => gateway.filings({ ...query, ...(after === undefined ? undefined : { after }) }),
        ({ filings }) => (outstanding === true ? filings : filings.filter(({ recorded }) => recorded !== undefined)),
      ),
    [gateway, direction, outstanding, participant],
  );
  return (
    <ListCard heading={heading} empty={empty} loaded={loaded}>
      {(filing) => <Row key={`${filing.ref}/${filing.id}`} filing={filing} />}
    </ListCard>
  );
}

const BADGES: Readonly<Record<DueStatus, string>> = {
  filed: 'badge-good',
  open: '',
  late: 'badge-warn',
  missed: 'badge-bad',
};

function Row({ filing }: { readonly filing: Filed }) {
  const { language } = useLanguage();
  const words = reportWords[language];
  const { categories } = useSession();
  const { names, status, due, recorded, step, happened, category, ref } = filing;
  const named = categories.find(({ id }) => id === category)?.steps.find((each) => each.step === step)?.names;
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <b>{names === undefined ? words.deadline : nameIn(names, language)}</b>{' '}
          <span class={`badge ${BADGES[status]}`}>{words.status[status]}</span>
        </p>
        <p class="hint">
          {category} · {named === undefined ? step : nameIn(named, language)} · {formatTime(happened, language)} ·{' '}
          {words.due} {formatTime(due, language)}
          {recorded === undefined ? '' : ` · ${words.reported} ${formatTime(recorded, language)}`}
        </p>
        <p class="hint code">{ref}</p>
      </div>
    </li>
  );
}
