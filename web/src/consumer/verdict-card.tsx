import { formatTime } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import type { Told } from './look-up.js';
import { useText } from './text/index.js';

/** The verdict comes first, and says in one line what it stands on. */
export function VerdictCard({ told, stopped }: { readonly told: Told; readonly stopped: boolean }) {
  const { verdict: words } = useText();
  const { language } = useLanguage();
  const { story, verdict, pin, firstUse } = told;
  const { height, time } = verdict.ledger;
  const signers = new Set(story.steps.map(({ by }) => by.id)).size;
  return (
    <section class={`card verdict ${stopped ? 'verdict-stopped' : 'verdict-good'}`} aria-labelledby="verdict-heading">
      <span class="seal">
        <Icon name="check" />
      </span>
      <div>
        <h2 id="verdict-heading">{stopped ? words.stopped : words.verified}</h2>
        <p>{words.verifiedLead(story.steps.length, signers)}</p>
        <p class="verdict-time">{words.asOf(height, time === undefined ? '' : formatTime(time, language))}</p>
        {firstUse && pin.from === 'first-use' ? <p class="verdict-note">{words.firstUse}</p> : null}
        <p>
          <a href="#checks">{words.how}</a>
        </p>
      </div>
    </section>
  );
}
