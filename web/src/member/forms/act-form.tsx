import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { TraceError } from '@suyuan/domain';
import { useExplain } from '../../ui/explain.js';
import type { Draft } from '../draft.js';
import { asTraceError } from '../loaded.js';
import { SignPanel } from '../sign-panel.js';
import { useText } from '../text/index.js';

interface ActFormProps {
  readonly heading: string;
  readonly lead?: string;
  readonly children: ComponentChildren;
  /** Undefined where a field is not right yet. */
  readonly draft: () => Draft | undefined | Promise<Draft | undefined>;
  /** `changed`: something was written. */
  readonly onClose: (changed: boolean) => void;
  /** For a form that stands by itself: there is nothing to go back to. */
  readonly alone?: boolean;
}

/** A form whose result is shown before it is signed; going back finds the form as it was. */
export function ActForm({ heading, lead, children, draft, onClose, alone = false }: ActFormProps) {
  const text = useText();
  const explain = useExplain();
  const [ready, setReady] = useState<Draft>();
  const [error, setError] = useState<TraceError>();
  const submit = (event: Event): void => {
    event.preventDefault();
    setError(undefined);
    Promise.resolve()
      .then(draft)
      .then(setReady, (caught: unknown) => setError(asTraceError(caught)));
  };
  return (
    <>
      {ready === undefined ? null : (
        <SignPanel
          draft={ready}
          onClose={(changed) => {
            setReady(undefined);
            // What had the focus is gone: the next Tab begins at the content, not at the top of the page.
            document.getElementById('main')?.focus();
            if (changed) onClose(true);
          }}
        />
      )}
      <section class="card" hidden={ready !== undefined}>
        <h2>{heading}</h2>
        {lead === undefined ? null : <p class="lead">{lead}</p>}
        <form noValidate onSubmit={submit}>
          {children}
          {error === undefined ? null : (
            <p class="flag flag-bad" role="alert">
              {explain(error)}
            </p>
          )}
          <div class="buttons">
            <button type="submit" class="button">
              {text.sign.review}
            </button>
            {alone ? null : (
              <button type="button" class="button button-quiet" onClick={() => onClose(false)}>
                {text.cancel}
              </button>
            )}
          </div>
        </form>
      </section>
    </>
  );
}
