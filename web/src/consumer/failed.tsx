import type { Verdict } from '@suyuan/client';
import { Icon } from '../ui/icons.js';
import { CheckList } from './checks.js';
import { useText } from './text/index.js';

interface FailedProps {
  readonly verdict: Verdict;
  readonly onRetry: () => void;
}

/** Which check, and what that may mean. What the server told is not repeated as if it were true. */
export function Failed({ verdict, onRetry }: FailedProps) {
  const text = useText();
  const { failed: words } = text;
  const passed = verdict.checks.filter(({ ok }) => ok);
  return (
    <>
      <section class="card notice notice-bad" role="alert" aria-labelledby="verdict-heading">
        <Icon name="cross" />
        <div>
          <h1 id="verdict-heading">{text.verdict.failed}</h1>
          <p>{text.verdict.failedLead}</p>
        </div>
      </section>
      <section class="card">
        <h2>{words.what}</h2>
        <CheckList checks={verdict.checks.filter(({ ok }) => !ok)} />
        {passed.length === 0 ? null : (
          <details>
            <summary>{words.rest(passed.length)}</summary>
            <CheckList checks={passed} />
          </details>
        )}
      </section>
      <section class="card">
        <h2>{words.means}</h2>
        <ul class="plain-list">
          {words.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
        <h2 class="space">{words.todo}</h2>
        <ul class="plain-list">
          {words.todos.map((todo) => (
            <li key={todo}>{todo}</li>
          ))}
        </ul>
        <div class="buttons">
          <button type="button" class="button" onClick={onRetry}>
            {text.trouble.retry}
          </button>
        </div>
      </section>
    </>
  );
}
