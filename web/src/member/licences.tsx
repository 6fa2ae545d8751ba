import { licenceChange } from '@suyuan/client';
import { lapseNow, type Licence, type ParticipantRecord } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { formatDate } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { upTo } from './checks.js';
import { draftDocument } from './draft.js';
import { Input, useFields } from './fields.js';
import { ActForm } from './forms/act-form.js';
import { LicenceForm } from './forms/licence.js';
import { ListCard } from './list-card.js';
import { useLoaded } from './loaded.js';
import { ParticipantHead, usePartyLine } from './participant-head.js';
import { useSession } from './session.js';
import { licenceWords } from './text/licence.js';
import { useText } from './text/index.js';

interface LicencesProps {
  readonly participant: ParticipantRecord;
  readonly onClose: () => void;
}

type Change = 'suspend' | 'readmit' | 'revoke';
type Held = Licence & { readonly type: string };

/** A participant's licences: seen, granted, suspended, readmitted, revoked. */
export function Licences({ participant, onClose }: LicencesProps) {
  const words = licenceWords[useLanguage().language];
  const { gateway } = useSession();
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<{ readonly held: Held; readonly action: Change }>();
  const loaded = useLoaded(async () => {
    const { licences } = await gateway.licences(participant.id);
    return licences.flatMap(({ type, licences: all }) => all.map((each): Held => ({ type, ...each })));
  }, [gateway, participant.id]);
  const done = (changed: boolean): void => {
    setChosen(undefined);
    setRound(round + 1);
    if (changed) loaded.reload();
  };
  if (chosen !== undefined) return <ChangeForm {...chosen} participant={participant} onClose={done} />;
  return (
    <>
      <ParticipantHead participant={participant} onBack={onClose} />
      <ListCard heading={words.list} empty={words.empty} loaded={loaded}>
        {(held) => (
          <Row key={`${held.type}/${held.number}`} held={held} onChoose={(action) => setChosen({ held, action })} />
        )}
      </ListCard>
      <LicenceForm key={round} participant={participant} onDone={() => done(true)} />
    </>
  );
}

interface RowProps {
  readonly held: Held;
  readonly onChoose: (action: Change) => void;
}

function Row({ held, onChoose }: RowProps) {
  const { language } = useLanguage();
  const words = licenceWords[language];
  const { type, number, status, from, until, categories, scopes, authority } = held;
  const isOver = status === 'valid' && lapseNow(held, Date.now() / 1000) !== undefined;
  const open: readonly Change[] =
    status === 'revoked' ? [] : [status === 'suspended' ? 'readmit' : 'suspend', 'revoke'];
  return (
    <li class="row">
      <div class="row-main">
        <p>
          <b>{type}</b> {number}{' '}
          <span class={`badge ${status === 'valid' && !isOver ? 'badge-good' : 'badge-warn'}`}>
            {words.status[isOver ? 'expired' : status]}
          </span>
        </p>
        <p class="hint">
          {formatDate(from, language)} – {until === undefined ? '' : formatDate(until, language)} ·{' '}
          {[...categories, ...scopes].join(' · ')} · {authority}
        </p>
      </div>
      <div class="row-acts">
        {open.map((action) => (
          <button key={action} type="button" class="button button-quiet" onClick={() => onChoose(action)}>
            {words[action]}
          </button>
        ))}
      </div>
    </li>
  );
}

interface ChangeFormProps {
  readonly participant: ParticipantRecord;
  readonly held: Held;
  readonly action: Change;
  readonly onClose: (changed: boolean) => void;
}

function ChangeForm({ participant, held: { type, number }, action, onClose }: ChangeFormProps) {
  const text = useText();
  const words = licenceWords[useLanguage().language];
  const partyLine = usePartyLine();
  const form = useFields({ reason: '' }, { reason: upTo(500, text) });
  return (
    <ActForm
      heading={`${words[action]} · ${type} ${number}`}
      lead={partyLine(participant)}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const reason = form.values.reason.trim();
        const entry = licenceChange(action, { participant: participant.id, type, number }, reason);
        return {
          title: words[action],
          summary: [
            [words.type, type],
            [words.number, number],
            [words.reason, reason],
          ],
          documents: [draftDocument('licence', entry)],
        };
      }}
    >
      <Input field={form.field('reason')} label={words.reason} />
    </ActForm>
  );
}
