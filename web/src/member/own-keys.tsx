import { keyAddition, keyRevocation } from '@suyuan/client';
import { TraceError, type KeyRecord } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { Fingerprint } from '../ui/fingerprint.js';
import { upTo } from './checks.js';
import { draftDocument } from './draft.js';
import { Input, optional, useFields } from './fields.js';
import { ActForm } from './forms/act-form.js';
import { readProof } from './proof.js';
import { useSession } from './session.js';
import { useText } from './text/index.js';

/** A participant's keys: add one from another device, revoke one that is lost. */
export function OwnKeys({ onChanged }: { readonly onChanged: () => void }) {
  const { ownKeys: words } = useText();
  const { own, signer } = useSession();
  const [chosen, setChosen] = useState<KeyRecord>();
  const [round, setRound] = useState(0);
  const close = (changed: boolean): void => {
    setChosen(undefined);
    if (changed) {
      setRound(round + 1);
      onChanged();
    }
  };
  if (chosen !== undefined) return <RevokeKeyForm record={chosen} onClose={close} />;
  return (
    <>
      <section class="card">
        <h2>{words.heading}</h2>
        <ul class="rows">
          {own.keys.map((key) => (
            <li key={key.thumbprint} class="row">
              <div class="row-main">
                <p>
                  <b>{key.label ?? ''}</b>{' '}
                  <span class={`badge ${key.status === 'active' ? 'badge-good' : ''}`}>{words[key.status]}</span>
                </p>
                <Fingerprint thumbprint={key.thumbprint} />
              </div>
              {key.status === 'revoked' || key.thumbprint === signer.thumbprint ? null : (
                <div class="row-acts">
                  <button type="button" class="button button-bad" onClick={() => setChosen(key)}>
                    {words.revoke}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
      <AddKeyForm key={round} onClose={close} />
    </>
  );
}

interface CloseProps {
  readonly onClose: (changed: boolean) => void;
}

function AddKeyForm({ onClose }: CloseProps) {
  const text = useText();
  const { ownKeys: words } = text;
  const { signer } = useSession();
  const form = useFields({ proof: '', label: '' }, { proof: () => undefined, label: optional(upTo(80, text)) });
  return (
    <ActForm
      heading={words.add}
      lead={words.addLead}
      alone
      onClose={onClose}
      draft={async () => {
        if (!form.valid()) return undefined;
        const proof = form.values.proof.trim();
        const label = form.values.label.trim();
        const { participant, thumbprint } = await readProof(proof);
        if (participant !== signer.participant) {
          throw new TraceError('NOT_SIGNER', { path: 'proof', expected: signer.participant });
        }
        return {
          title: words.add,
          summary: [
            [text.keys.fingerprint, thumbprint],
            [text.keys.label, label],
          ],
          documents: [draftDocument('key', keyAddition(proof, label === '' ? undefined : label))],
        };
      }}
    >
      <Input field={form.field('proof')} label={text.register.proof} rows={4} />
      <Input field={form.field('label')} label={text.keys.label + text.optional} />
    </ActForm>
  );
}

function RevokeKeyForm({ record, onClose }: CloseProps & { readonly record: KeyRecord }) {
  const text = useText();
  const { ownKeys: words } = text;
  const { signer } = useSession();
  const form = useFields({ reason: '' }, { reason: upTo(500, text) });
  return (
    <ActForm
      heading={words.revoke}
      lead={`${record.label ?? ''} ${record.thumbprint}`}
      onClose={onClose}
      draft={() => {
        if (!form.valid()) return undefined;
        const reason = form.values.reason.trim();
        return {
          title: words.revoke,
          summary: [
            [text.keys.fingerprint, record.thumbprint],
            [words.reason, reason],
          ],
          documents: [draftDocument('key', keyRevocation(signer.participant, record.thumbprint, reason))],
        };
      }}
    >
      <Input field={form.field('reason')} label={words.reason} />
    </ActForm>
  );
}
