import { readmission, suspension } from '@suyuan/client';
import type { ParticipantRecord } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { nameIn } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { upTo } from './checks.js';
import { draftDocument } from './draft.js';
import { Input, useFields } from './fields.js';
import { ActForm } from './forms/act-form.js';
import { RegisterForm } from './forms/register.js';
import { Licences } from './licences.js';
import { ListCard, readAll } from './list-card.js';
import { useLoaded } from './loaded.js';
import { usePartyLine } from './participant-head.js';
import { ParticipantReports } from './reports.js';
import { useSession } from './session.js';
import { licenceWords } from './text/licence.js';
import { reportWords } from './text/reports.js';
import { useText } from './text/index.js';

/** A regulator's register: admit, suspend, readmit. */
export function Participants() {
  const text = useText();
  const { register: words } = text;
  const { language } = useLanguage();
  const { gateway, signer } = useSession();
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<ParticipantRecord>();
  const [licensed, setLicensed] = useState<ParticipantRecord>();
  const [followed, setFollowed] = useState<ParticipantRecord>();
  const loaded = useLoaded(
    () =>
      readAll(
        (after) => gateway.participants(after),
        ({ participants }) => participants,
      ),
    [gateway],
  );
  if (chosen !== undefined) {
    return (
      <StandingForm
        participant={chosen}
        onClose={(changed) => {
          setChosen(undefined);
          if (changed) loaded.reload();
        }}
      />
    );
  }
  if (licensed !== undefined) return <Licences participant={licensed} onClose={() => setLicensed(undefined)} />;
  if (followed !== undefined)
    return <ParticipantReports participant={followed} onClose={() => setFollowed(undefined)} />;
  return (
    <>
      <RegisterForm
        key={round}
        onDone={() => {
          setRound(round + 1);
          loaded.reload();
        }}
      />
      <ListCard heading={words.list} empty={words.empty} loaded={loaded}>
        {(participant) => (
          <li key={participant.id} class="row">
            <div class="row-main">
              <p>
                <b>{nameIn(participant.name, language)}</b>{' '}
                <span class={`badge ${participant.status === 'active' ? 'badge-good' : 'badge-warn'}`}>
                  {text.status[participant.status]}
                </span>
              </p>
              <p class="hint">
                {participant.id} · {participant.roles.map((role) => text.roles[role]).join(' · ')} ·{' '}
                {participant.division}
              </p>
            </div>
            {participant.id === signer.participant ? null : (
              <div class="row-acts">
                <button type="button" class="button button-quiet" onClick={() => setLicensed(participant)}>
                  {licenceWords[language].open}
                </button>
                <button type="button" class="button button-quiet" onClick={() => setFollowed(participant)}>
                  {reportWords[language].open}
                </button>
                <button type="button" class="button button-quiet" onClick={() => setChosen(participant)}>
                  {participant.status === 'active' ? words.suspend : words.readmit}
                </button>
              </div>
            )}
          </li>
        )}
      </ListCard>
    </>
  );
}

interface StandingFormProps {
  readonly participant: ParticipantRecord;
  readonly onClose: (changed: boolean) => void;
}

function StandingForm({ participant: { id, name, status }, onClose }: StandingFormProps) {
  const text = useText();
  const { register: words } = text;
  const { language } = useLanguage();
  const partyLine = usePartyLine();
  const form = useFields({ reason: '' }, { reason: upTo(500, text) });
  const title = status === 'active' ? words.suspend : words.readmit;
  return (
    <ActForm
      heading={`${title} · ${nameIn(name, language)}`}
      lead={id}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const reason = form.values.reason.trim();
        return {
          title,
          summary: [
            [words.list, partyLine({ id, name })],
            [words.reason, reason],
          ],
          documents: [
            draftDocument('participant', status === 'active' ? suspension(id, reason) : readmission(id, reason)),
          ],
        };
      }}
    >
      <Input field={form.field('reason')} label={words.reason} />
    </ActForm>
  );
}
