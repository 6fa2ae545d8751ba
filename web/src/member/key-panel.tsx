import { isKeyBackup } from '@suyuan/client';
import type { TraceError } from '@suyuan/domain';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Fingerprint } from '../ui/fingerprint.js';
import { formatDate } from '../ui/format.js';
import { useLanguage } from '../ui/language.js';
import { creditCode, passphrase, same, upTo } from './checks.js';
import { Input, optional, useFields } from './fields.js';
import { FileButton } from './file-button.js';
import { forgetKey, keepKey, listKeys, makeKey, readKeyFile, signerOf, type StoredKey } from './key-store.js';
import { asTraceError } from './loaded.js';
import { useExplain } from '../ui/explain.js';
import { RestoreForm } from './restore-form.js';
import { saveFile } from './save-file.js';
import { backupWords } from './text/backup.js';
import { useText } from './text/index.js';

interface KeyPanelProps {
  readonly onUse: (key: StoredKey) => void;
}

/** Which key to sign with: one that is here, a new one, or one from a file. */
export function KeyPanel({ onUse }: KeyPanelProps) {
  const text = useText();
  const { keys: words } = text;
  const explain = useExplain();
  const { language } = useLanguage();
  const [keys, setKeys] = useState<readonly StoredKey[]>();
  const [unkept, setUnkept] = useState(false);
  const [error, setError] = useState<TraceError>();
  const busy = useRef(false);
  const backup = backupWords[language];
  const [locked, setLocked] = useState<string>();
  const form = useFields(
    { participant: '', label: '', passphrase: '', again: '' },
    {
      participant: creditCode,
      label: optional(upTo(80, text)),
      passphrase: optional(passphrase),
      again: same('again', 'passphrase', backup.differs),
    },
  );
  const refresh = () =>
    listKeys().then(setKeys, () => {
      setUnkept(true);
      setKeys([]);
    });
  useEffect(() => void refresh(), []);

  /** A browser that keeps nothing can still sign while the page is open. Nothing to use yet: a passphrase is asked for. */
  const take = async (make: () => Promise<StoredKey | undefined>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setError(undefined);
    try {
      const key = await make();
      if (key === undefined) return;
      await keepKey(key).catch(() => setUnkept(true));
      onUse(key);
    } catch (caught) {
      setError(asTraceError(caught));
    } finally {
      busy.current = false;
    }
  };
  const create = (event: Event): void => {
    event.preventDefault();
    if (!form.valid()) return;
    const { participant, label, passphrase: words_ } = form.values;
    void take(async () => {
      const { key, backup: file } = await makeKey(participant.trim(), label.trim(), words_);
      if (file !== undefined) saveFile(`suyuan-key-${key.participant}.json`, file, 'application/json');
      return key;
    });
  };

  /** A backup waits for its passphrase; a key file is used as it is. */
  const load = (file: File): Promise<void> =>
    take(async () => {
      const content = await readText(file);
      if (!isKeyBackup(content)) return readKeyFile(content);
      setLocked(content);
      return undefined;
    });

  // A moment: then all of it stands where it will stay.
  if (keys === undefined)
    return (
      <div class="waiting" role="status">
        {text.loading}
      </div>
    );
  if (locked !== undefined)
    return (
      <RestoreForm
        backup={locked}
        onKey={(key) => take(() => Promise.resolve(key))}
        onClose={() => setLocked(undefined)}
      />
    );
  return (
    <>
      <h1>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      {unkept ? <p class="flag flag-warn">{words.storage}</p> : null}
      {error === undefined ? null : (
        <p class="flag flag-bad" role="alert">
          {words.badFile} {explain(error)}
        </p>
      )}
      {keys.length === 0 ? null : (
        <section class="card" aria-labelledby="my-keys">
          <h2 id="my-keys">{words.mine}</h2>
          <ul class="rows">
            {keys.map((key) => (
              <li key={key.kid} class="row">
                <div class="row-main">
                  <p>
                    <b>{key.label === '' ? key.participant : key.label}</b>
                  </p>
                  <p class="hint">
                    {key.participant} · {formatDate(key.created / 1000, language)}
                  </p>
                  <Fingerprint thumbprint={signerOf(key).thumbprint} />
                </div>
                <div class="row-acts">
                  <button type="button" class="button" onClick={() => onUse(key)}>
                    {words.use}
                  </button>
                  <button
                    type="button"
                    class="button button-bad"
                    onClick={() => {
                      if (confirm(words.forgetSure)) void forgetKey(key.kid).then(refresh);
                    }}
                  >
                    {words.forget}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="pair">
        <section class="card" aria-labelledby="new-key">
          <h2 id="new-key">{words.create}</h2>
          <form noValidate onSubmit={create}>
            <Input field={form.field('participant')} label={words.participant} hint={words.participantHint} />
            <Input field={form.field('label')} label={words.label + text.optional} hint={words.labelHint} />
            <Input
              field={form.field('passphrase')}
              label={backup.make + text.optional}
              hint={backup.makeHint}
              type="password"
            />
            {form.values.passphrase === '' ? null : (
              <Input field={form.field('again')} label={backup.again} type="password" />
            )}
            <p class="hint">{words.createLead}</p>
            <div class="buttons">
              <button type="submit" class="button">
                {words.createButton}
              </button>
            </div>
          </form>
        </section>
        <section class="card" aria-labelledby="load-key">
          <h2 id="load-key">{words.load}</h2>
          <p>{words.loadLead}</p>
          <div class="buttons">
            <FileButton
              name="key-file"
              label={words.loadButton}
              accept=".json,application/json"
              onFile={(file) => void load(file)}
            />
          </div>
        </section>
      </div>
    </>
  );
}

/** `File.text` is younger than the browsers that this runs in. */
export function readText(file: File): Promise<string> {
  return new Response(file).text();
}
