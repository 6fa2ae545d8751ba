import type { CertificateStep, CustodyStep, Party, Story } from '@suyuan/client';
import { addQuantities } from './amounts.js';
import { formatDay, formatTime, nameIn } from '../ui/format.js';
import { Icon, type IconName } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import { useText } from './text/index.js';
import { PartyName, useAmount } from './words.js';

const ICONS: Readonly<Record<CustodyStep['step'], IconName>> = {
  commissioning: 'leaf',
  transforming: 'box',
  shipping: 'out',
  receiving: 'box',
  returning: 'back',
  void_shipping: 'cross',
  sampling: 'out',
  retail_selling: 'out',
  dispensing: 'out',
  using: 'check',
  storing: 'box',
  holding: 'wait',
  transporting: 'out',
  sensor_reporting: 'paper',
  inspecting: 'check',
  market_entry: 'check',
  maintaining: 'check',
  repairing: 'check',
  filling: 'box',
  exporting: 'out',
  importing: 'check',
  decommissioning: 'cross',
  scrapping: 'cross',
  destroying: 'cross',
  packing: 'box',
  unpacking: 'box',
  installing: 'box',
  removing: 'back',
  implanting: 'box',
  explanting: 'back',
};

export function Journey({ story }: { readonly story: Story }) {
  const { journey } = useText();
  const open = new Set(story.inTransit.map(({ ref }) => ref));
  return (
    <section class="card" aria-labelledby="journey-heading">
      <h2 id="journey-heading">{journey.heading}</h2>
      <ol class="timeline">
        {story.steps.map((step) =>
          'certificate' in step ? (
            <PaperStep key={step.ref} step={step} />
          ) : (
            <GoodsStep key={step.ref} step={step} uom={story.uom} open={open.has(step.ref)} />
          ),
        )}
      </ol>
    </section>
  );
}

interface GoodsStepProps {
  readonly step: CustodyStep;
  readonly uom: string;
  /** Shipped, and neither received nor voided since. */
  readonly open: boolean;
}

function GoodsStep({ step, uom, open }: GoodsStepProps) {
  const { journey } = useText();
  const { language } = useLanguage();
  const amount = useAmount();
  const { from, to, missing } = step;
  return (
    <li class={`step step-${step.step}${open ? ' step-open' : ''}`}>
      <span class="step-mark">
        <Icon name={ICONS[step.step]} />
      </span>
      <div class="step-body">
        <h3>
          <span>{journey.steps[step.step]}</span> <span class="step-quantity">{amount(step.quantity, uom)}</span>
        </h3>
        {step.corrects === undefined ? null : <p class="step-note">{journey.corrects}</p>}
        {step.corrected === undefined ? null : <p class="step-note">{journey.corrected}</p>}
        <p>
          <PartyName party={step.by} />
        </p>
        {step.step === 'shipping' && to !== undefined ? <Other word={journey.to} party={to} /> : null}
        {step.step === 'returning' && to !== undefined ? <Other word={journey.back} party={to} /> : null}
        {step.step === 'receiving' && from !== undefined ? <Other word={journey.from} party={from} /> : null}
        {missing === undefined || missing === '0' ? null : (
          <p class="flag flag-warn">
            <Icon name="warning" />
            <span>{journey.shortfall(amount(missing, uom), amount(addQuantities(step.quantity, missing), uom))}</span>
          </p>
        )}
        {step.due === undefined ? null : <p class="step-note">{journey.late(formatTime(step.due, language))}</p>}
        {open ? (
          <p class="flag flag-wait">
            <Icon name="wait" />
            <span>{journey.open}</span>
          </p>
        ) : null}
        <p class="step-time">
          <time dateTime={new Date(step.time * 1000).toISOString()}>{formatTime(step.time, language)}</time>
        </p>
      </div>
    </li>
  );
}

function Other({ word, party }: { readonly word: string; readonly party: Party }) {
  return (
    <p>
      {word} <PartyName party={party} />
    </p>
  );
}

function PaperStep({ step: { step, by, certificate } }: { readonly step: CertificateStep }) {
  const { journey, certificates } = useText();
  const { language } = useLanguage();
  const failed = certificate.result === 'fail';
  return (
    <li class={`step ${failed || step === 'revocation' ? 'step-bad' : 'step-paper'}`}>
      <span class="step-mark">
        <Icon name="paper" />
      </span>
      <div class="step-body">
        <h3>
          <span>{step === 'revocation' ? journey.revocation : nameIn(certificate.names, language)}</span>{' '}
          {step === 'revocation' ? null : <span>{failed ? certificates.fail : certificates.pass}</span>}
        </h3>
        <p>
          <PartyName party={by} />
        </p>
        <p class="step-time">{step === 'revocation' ? certificate.number : formatDay(certificate.issued, language)}</p>
      </div>
    </li>
  );
}
