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

/** What passed: of each what was checked. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const { checks: words } = useText();
  return (
    <ul class="check-list">
      {checks.map(({ id, count }) => (
        <li key={id} class="check-passed">
          <Icon name="check" />
          <div>
            <b>{words.names[id]}</b>
            <span class="sr"> {words.passed}</span>
            <p>{words.says[id](count)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
