import type { ParticipantRecord } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { Filings } from './filings.js';
import { QuotaForm } from './forms/quota.js';
import { ParticipantHead } from './participant-head.js';
import { Quotas } from './quotas.js';

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
  const [round, setRound] = useState(0);
  return (
    <>
      <ParticipantHead participant={participant} onBack={onClose} />
      <Quotas participant={participant.id} round={round} />
      <QuotaForm key={round} participant={participant} onDone={() => setRound(round + 1)} />
      <Filings participant={participant.id} />
    </>
  );
}
