import type { Verdict } from '@suyuan/client';
import { Icon } from '../ui/icons.js';
import { lazily } from '../ui/lazily.js';
import { useText } from './text/index.js';

const FailedDetails = lazily(async () => (await import('./failed-details.js')).FailedDetails);

interface FailedProps {
  readonly verdict: Verdict;
  readonly onRetry: () => void;
}

/** That it did not pass, at once; why, as soon as the words for it are here. */
export function Failed({ verdict, onRetry }: FailedProps) {
  const text = useText();
  return (
    <>
      <section class="card notice notice-bad" role="alert" aria-labelledby="verdict-heading">
        <Icon name="cross" />
        <div>
          <h1 id="verdict-heading">{text.verdict.failed}</h1>
          <p>{text.verdict.failedLead}</p>
          <div class="buttons">
            <button type="button" class="button" onClick={onRetry}>
              {text.trouble.retry}
            </button>
          </div>
        </div>
      </section>
      <FailedDetails verdict={verdict} />
    </>
  );
}
