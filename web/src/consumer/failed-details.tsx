import type { Check, Detail, Verdict } from '@suyuan/client';
import { useExplain } from '../ui/explain.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { CheckList } from './checks.js';
import { FAILED_TEXT } from './text/failed.js';
import { useText } from './text/index.js';

/** Which check, and what that may mean. What the server told is not repeated as if it were true. */
export function FailedDetails({ verdict }: { readonly verdict: Verdict }) {
  const words = FAILED_TEXT[useLanguage().language];
  const passed = verdict.checks.filter(({ ok }) => ok);
  return (
    <>
      <section class="card">
        <h2>{words.what}</h2>
        <ul class="check-list">
          {verdict.checks
            .filter(({ ok }) => !ok)
            .map((check) => (
              <FailedCheck key={check.id} check={check} />
            ))}
        </ul>
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
      </section>
    </>
  );
}

function FailedCheck({ check: { id, details } }: { readonly check: Check }) {
  const words = FAILED_TEXT[useLanguage().language];
  const { checks } = useText();
  return (
    <li class="check-failed">
      <Icon name="cross" />
      <div>
        <b>{checks.names[id]}</b>
        <span class="check-word"> {words.failed}</span>
        <p>{details.length === 0 ? words.nothing : words.fails[id]}</p>
        {details.length === 0 ? null : <Findings details={details} />}
      </div>
    </li>
  );
}

/** In the words of the code, which may quote what the server claims: for whoever looks into it, not for the shopper. */
function Findings({ details }: { readonly details: readonly Detail[] }) {
  const { trouble } = useText();
  const explain = useExplain();
  return (
    <details>
      <summary>{trouble.detail}</summary>
      {details.slice(0, MOST).map((detail, i) => (
        <p key={i} class="code">
          {detail.code} {explain(detail)}
        </p>
      ))}
    </details>
  );
}

/** Findings of one check that are told; more of the same help nobody. */
const MOST = 3;
