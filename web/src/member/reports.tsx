import type { ParticipantRecord } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { Filings } from './filings.js';
import { QuotaForm } from './forms/quota.js';
import { Quotas } from './quotas.js';
import { reportWords } from './text/reports.js';

/** One's own: what has to be reported, quotas and books. */
export function Reports() {
  return (
    <>
      <Quotas />
      <Filings />
    </>
  );
}

interface ParticipantReportsProps {
  readonly participant: ParticipantRecord;
  readonly onClose: () => void;
}

/** A regulator's view of a participant: its quotas, which can be granted here, its books, what it has to report. */
export function ParticipantReports({ participant, onClose }: ParticipantReportsProps) {
  const { language } = useLanguage();
  const words = reportWords[language];
  const [round, setRound] = useState(0);
  return (
    <>
      <section class="card">
        <h2>{nameIn(participant.name, language)}</h2>
        <p class="hint">{participant.id}</p>
        <button type="button" class="button button-quiet" onClick={onClose}>
          {words.back}
        </button>
      </section>
      <Quotas participant={participant.id} round={round} />
      <QuotaForm key={round} participant={participant} onDone={() => setRound(round + 1)} />
      <Filings participant={participant.id} />
    </>
  );
}
