import type { TraceError } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';
import { useExplain } from '../ui/explain.js';
import { Icon } from '../ui/icons.js';
import { useText } from './text/index.js';

/** Why nothing could be checked: never the product's fault, and never a verdict. */
export type TroubleKind = 'offline' | 'network' | 'ledger' | 'busy' | 'answer';

interface TroubleProps {
  readonly trouble: TroubleKind;
  readonly error: TraceError;
  readonly onRetry: () => void;
}

/** Seconds until the page tries again by itself. */
const PAUSE = 10;

export function Trouble({ trouble, error, onRetry }: TroubleProps) {
  const text = useText();
  const explain = useExplain();
  const [left, setLeft] = useState(PAUSE);
  const again = trouble !== 'answer';
  useEffect(() => {
    if (!again) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    addEventListener('online', onRetry);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onRetry);
    };
  }, [again]);
  useEffect(() => {
    if (left <= 0) onRetry();
  }, [left]);
  return (
    <section class="card notice notice-warn trouble">
      <Icon name="warning" />
      <div>
        <div role="alert">
          <h1>{text.trouble[trouble]}</h1>
          <p>{text.trouble[`${trouble}Lead`]}</p>
        </div>
        <div class="buttons">
          <button type="button" class="button" onClick={onRetry}>
            {text.trouble.retry}
          </button>
        </div>
        {again ? <p class="hint">{text.trouble.retryIn(Math.max(left, 0))}</p> : null}
        <details>
          <summary>{text.trouble.detail}</summary>
          <p class="code">{error.code}</p>
          <p>{explain(error)}</p>
        </details>
      </div>
    </section>
  );
}
