import type { Check, Detail, Unknown } from '@suyuan/client';
import { useExplain } from '../ui/explain.js';
import { formatDate, formatTime } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { Fingerprint } from '../ui/fingerprint.js';
import type { Told } from './look-up.js';
import { useText, type ConsumerText } from './text/index.js';

/** How the verdict came about, where it starts from, and what it cannot say. */
export function Checks({ told }: { readonly told: Told }) {
  const text = useText();
  const { language } = useLanguage();
  const { checks: words, limits } = text;
  const { verdict, pin, network } = told;
  const { ledger, warnings } = verdict;
  return (
    <section id="checks" class="card checks" aria-labelledby="checks-heading">
      <h2 id="checks-heading">{words.heading}</h2>
      <p>{words.lead}</p>
      {warnings.length === 0 ? null : <Warnings warnings={warnings} />}
      <CheckList checks={verdict.checks} />
      <div class="checks-columns">
        <div>
          <h3>{words.pin}</h3>
          <Fingerprint thumbprint={pin.thumbprint} />
          <p>
            {pin.from === 'label' ? words.pinLabel : words.pinFirst}
            {pin.since === undefined ? '' : ` · ${words.pinSince(formatDate(pin.since / 1000, language))}`}
            {pin.kept ? '' : ` · ${words.pinNotKept}`}
          </p>
          <p class="hint">{words.pinNote}</p>
          <h3>{words.ledger}</h3>
          <dl class="facts facts-tight">
            <div>
              <dt>{words.height}</dt>
              <dd>{ledger.height}</dd>
            </div>
            {ledger.time === undefined ? null : (
              <div>
                <dt>{words.time}</dt>
                <dd>{formatTime(ledger.time, language)}</dd>
              </div>
            )}
            <div>
              <dt>{words.network}</dt>
              <dd>{network === 'embedded' ? words.embedded : words.fabric}</dd>
            </div>
          </dl>
          <p class="code ledger-id">{ledger.aud}</p>
        </div>
        <div class="limits">
          <h3>{limits.heading}</h3>
          <ul>
            {limitsOf(verdict.unknown, limits).map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

/** What the verdict leaves open, and what no verdict can close. */
function limitsOf(unknown: readonly Unknown[], words: ConsumerText['limits']): readonly string[] {
  return [...new Set(unknown.map(({ id }) => words.unknown[id])), words.newer, words.page, words.goods];
}

/** True things of the signers as they stand now, which undo none of the checks. */
function Warnings({ warnings }: { readonly warnings: readonly Detail[] }) {
  const explain = useExplain();
  return (
    <>
      {warnings.map((warning, i) => (
        <p key={i} class="flag flag-warn">
          <Icon name="warning" />
          <span>{explain(warning)}</span>
        </p>
      ))}
    </>
  );
}

/** A check that passed says what was checked, one that failed what was found. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const { checks: words } = useText();
  return (
    <ul class="check-list">
      {checks.map(({ id, ok, count, details }) => (
        <li key={id} class={ok ? 'check-passed' : 'check-failed'}>
          <Icon name={ok ? 'check' : 'cross'} />
          <div>
            <b>{words.names[id]}</b>
            <span class={ok ? 'sr' : 'check-word'}> {ok ? words.passed : words.failed}</span>
            {ok ? (
              <p>{words.says[id](count)}</p>
            ) : details.length === 0 ? (
              <p>{words.nothing}</p>
            ) : (
              <>
                <p>{words.fails[id]}</p>
                <Findings details={details} />
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
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
