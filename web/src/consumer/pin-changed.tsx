import { formatDate } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { Fingerprint } from '../ui/fingerprint.js';
import { acceptPin, type PinChoice } from './pin.js';
import { PIN_CHANGED_TEXT } from './text/pin-changed.js';

interface PinChangedProps {
  readonly choice: Extract<PinChoice, { kind: 'changed' }>;
  readonly onDecided: () => void;
}

/** The one thing that no program can decide: which of two keys is the regulator's. */
export function PinChanged({ choice: { known, offered, by }, onDecided }: PinChangedProps) {
  const { language } = useLanguage();
  const words = PIN_CHANGED_TEXT[language];
  return (
    <section class="card notice notice-bad">
      <Icon name="warning" />
      <div>
        <div role="alert">
          <h1>{words.heading}</h1>
          <p>{by === 'label' ? words.byLabel : words.byServer}</p>
        </div>
        <dl class="fingerprints">
          <dt>
            {words.known}
            {known.since === undefined ? '' : ` (${words.since(formatDate(known.since / 1000, language))})`}
          </dt>
          <dd>
            <Fingerprint thumbprint={known.thumbprint} />
          </dd>
          <dt>{by === 'label' ? words.offeredLabel : words.offeredServer}</dt>
          <dd>
            <Fingerprint thumbprint={offered} />
          </dd>
        </dl>
        <p>{words.compare}</p>
        <div class="buttons">
          <a class="button" href="/">
            {words.keep}
          </a>
          <button
            type="button"
            class="button button-bad"
            onClick={() => {
              acceptPin(offered, by);
              onDecided();
            }}
          >
            {words.accept}
          </button>
        </div>
      </div>
    </section>
  );
}
