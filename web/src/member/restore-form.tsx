import type { TraceError } from '@suyuan/domain';
import { useState } from 'preact/hooks';
import { useExplain } from '../ui/explain.js';
import { useLanguage } from '../ui/language.js';
import { Input, useFields } from './fields.js';
import { restoreKey, type StoredKey } from './key-store.js';
import { asTraceError } from './loaded.js';
import { backupWords } from './text/backup.js';
import { useText } from './text/index.js';

interface RestoreFormProps {
  /** The file's text. */
  readonly backup: string;
  readonly onKey: (key: StoredKey) => Promise<void>;
  readonly onClose: () => void;
}

/** Takes the passphrase of a backup until it fits. */
export function RestoreForm({ backup, onKey, onClose }: RestoreFormProps) {
  const text = useText();
  const words = backupWords[useLanguage().language];
  const explain = useExplain();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<TraceError>();
  const form = useFields({ secret: '' }, { secret: () => undefined });
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (working || !form.valid()) return;
    setWorking(true);
    setError(undefined);
    try {
      await onKey(await restoreKey(backup, form.values.secret));
    } catch (caught) {
      setError(asTraceError(caught));
      setWorking(false);
    }
  };
  return (
    <section class="card" aria-labelledby="restore-key">
      <h1 id="restore-key">{words.restore}</h1>
      <p class="lead">{words.lead}</p>
      <form noValidate onSubmit={(event) => void open(event)}>
        <Input field={form.field('secret')} label={words.passphrase} type="password" />
        {error === undefined ? null : (
          <p class="flag flag-bad" role="alert">
            {explain(error)}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button" disabled={working}>
            {working ? words.working : words.open}
          </button>
          <button type="button" class="button button-quiet" onClick={onClose}>
            {text.cancel}
          </button>
        </div>
      </form>
    </section>
  );
}
