import { GatewayReader, nowSeconds, verifyContainer, type ContainerStep, type ContainerVerdict } from '@suyuan/client';
import type { ContainerAnswer } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';
import { formatTime } from '../ui/format.js';
import { Icon } from '../ui/icons.js';
import { useLanguage } from '../ui/language.js';
import type { AskedItem } from './address.js';
import { troubleOf } from './look-up.js';
import { choosePin, keepPin } from './pin.js';
import { CONTAINER_TEXT } from './text/container.js';
import { useText } from './text/index.js';
import { Trouble } from './trouble.js';
import { Unknown, Unpinned } from './unknown.js';
import { HearsayContext, PartyName, useAmount } from './words.js';

type State =
  { readonly kind: 'fetching' | 'unpinned' } | ReturnType<typeof troubleOf> | ({ readonly kind: 'told' } & Told);

interface Told {
  readonly answer: ContainerAnswer;
  readonly verdict: ContainerVerdict;
  /** What everything is checked up to was taken on trust just now. */
  readonly firstUse: boolean;
}

interface ContainerProps {
  readonly id: AskedItem;
  readonly label: string | undefined;
}

/** A container: who has it and what it went through, checked here; what is inside, as the gateway says. */
export function Container({ id, label }: ContainerProps) {
  const [state, setState] = useState<State>({ kind: 'fetching' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    void lookUp(id.path, label).then((next) => {
      if (current) setState(next);
    });
    return () => {
      current = false;
    };
  }, [id, label, attempt]);
  switch (state.kind) {
    case 'fetching':
      return <Fetching />;
    case 'unpinned':
      return <Unpinned />;
    case 'unknown':
      return <Unknown id={id} />;
    case 'trouble':
      return <Trouble trouble={state.trouble} error={state.error} onRetry={() => setAttempt(attempt + 1)} />;
    case 'told':
      return <ContainerView told={state} />;
  }
}

async function lookUp(path: string, label: string | undefined): Promise<State> {
  try {
    const gateway = new GatewayReader(location.origin, { retries: { attempts: 2, timeout: 15_000 } });
    const answer = await gateway.container(path);
    const choice = choosePin(label, answer.ledger.regulator);
    // A pin that differs from the known one is decided upon where goods are looked up.
    if (choice.kind === 'none' || choice.kind === 'changed') return { kind: 'unpinned' };
    const verdict = await verifyContainer(answer, { item: path, pin: choice.pin.thumbprint, now: nowSeconds() });
    if (verdict.ok) keepPin(choice.pin);
    return { kind: 'told', answer, verdict, firstUse: choice.pin.from === 'first-use' && !choice.pin.kept };
  } catch (error) {
    return troubleOf(error);
  }
}

function Fetching() {
  const { checking } = useText();
  return (
    <p class="card" role="status">
      {checking.fetching}
    </p>
  );
}

function ContainerView({ told: { answer, verdict, firstUse } }: { readonly told: Told }) {
  const { language } = useLanguage();
  const text = useText();
  const words = CONTAINER_TEXT[language];
  return (
    <HearsayContext.Provider value={answer.participants}>
      <article class="container">
        <header class="item-head">
          <h1>{words.heading}</h1>
          <p class="codes">
            <b>{answer.item}</b>
          </p>
        </header>
        <section class={`card notice ${verdict.ok ? '' : 'notice-bad'}`} aria-labelledby="verdict-heading">
          <Icon name={verdict.ok ? 'check' : 'warning'} />
          <div>
            <h2 id="verdict-heading">{verdict.ok ? words.verified : words.failed}</h2>
            <p>{verdict.ok ? words.verifiedLead : words.failedLead}</p>
            {verdict.ok && firstUse ? <p class="verdict-note">{text.verdict.firstUse}</p> : null}
          </div>
        </section>
        {verdict.ok ? (
          <>
            <Place answer={answer} verdict={verdict} />
            <Contents answer={answer} />
            <Steps steps={verdict.steps} />
          </>
        ) : null}
      </article>
    </HearsayContext.Provider>
  );
}

function Place({ answer, verdict }: { readonly answer: ContainerAnswer; readonly verdict: ContainerVerdict }) {
  const words = CONTAINER_TEXT[useLanguage().language];
  return (
    <section class="card" aria-labelledby="where-heading">
      <h2 id="where-heading">{words.where}</h2>
      {verdict.holder === undefined ? (
        <p>{words.transit}</p>
      ) : (
        <p>
          {words.holder} <PartyName party={verdict.holder} />
        </p>
      )}
      {answer.container === undefined ? null : (
        <p>
          {words.inside} <a href={`/${answer.container}`}>{answer.container}</a>
        </p>
      )}
      {answer.opened ? <p>{words.opened}</p> : null}
    </section>
  );
}

/** Of thousands of units so many are listed at a time. */
const PAGE = 50;

function Contents({ answer: { lots, containers, units } }: { readonly answer: ContainerAnswer }) {
  const words = CONTAINER_TEXT[useLanguage().language];
  const amount = useAmount();
  const [shown, setShown] = useState(PAGE);
  const things = [...containers, ...units];
  return (
    <section class="card" aria-labelledby="contents-heading">
      <h2 id="contents-heading">{words.contents}</h2>
      {lots.length === 0 ? <p>{words.none}</p> : null}
      <ul class="plain-list contents">
        {lots.map(({ lot, quantity, uom }) => (
          <li key={lot}>
            <a href={`/${lot}`}>{lot}</a> <b>{amount(quantity, uom)}</b>
          </li>
        ))}
      </ul>
      <ul class="plain-list contents">
        {things.slice(0, shown).map((path) => (
          <li key={path}>
            <a href={`/${path}`}>{path}</a>
          </li>
        ))}
      </ul>
      {things.length <= shown ? null : (
        <button type="button" onClick={() => setShown(shown + PAGE)}>
          {words.more(Math.min(PAGE, things.length - shown))}
        </button>
      )}
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly ContainerStep[] }) {
  const { language } = useLanguage();
  const words = CONTAINER_TEXT[language];
  const { journey } = useText();
  return (
    <section class="card" aria-labelledby="journey-heading">
      <h2 id="journey-heading">{words.journey}</h2>
      <ol class="timeline">
        {steps.map(({ ref, step, by, time, container, corrects }) => (
          <li key={ref} class={`step step-${step}`}>
            <span class="step-mark">
              <Icon name="box" />
            </span>
            <div class="step-body">
              <h3>{journey.steps[step]}</h3>
              {corrects ? <p class="step-note">{words.corrects}</p> : null}
              <p>
                <PartyName party={by} />
              </p>
              {container === undefined ? null : (
                <p>
                  {words.into} <a href={`/${container}`}>{container}</a>
                </p>
              )}
              <p class="step-time">
                <time dateTime={new Date(time * 1000).toISOString()}>{formatTime(time, language)}</time>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
