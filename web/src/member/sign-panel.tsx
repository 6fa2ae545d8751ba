import { TraceError, type DocumentResult } from '@suyuan/domain';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useExplain } from '../ui/explain.js';
import { Icon } from '../ui/icons.js';
import { layOut, LIFETIME_DAYS, sign, type Draft, type Signed } from './draft.js';
import { asTraceError } from './loaded.js';
import { useSession } from './session.js';
import { ResultList } from './results.js';
import { useText } from './text/index.js';

interface SignPanelProps {
  readonly draft: Draft;
  /** `changed`: something was written. */
  readonly onClose: (changed: boolean) => void;
}

type Stage = 'ready' | 'checking' | 'sending' | 'done';

/** What will be signed, to the letter; then a check, or the signature and what became of it. */
export function SignPanel({ draft, onClose }: SignPanelProps) {
  const text = useText();
  const explain = useExplain();
  const session = useSession();
  const [stage, setStage] = useState<Stage>('ready');
  const [checked, setChecked] = useState(false);
  const [results, setResults] = useState<readonly DocumentResult[]>([]);
  const [error, setError] = useState<TraceError>();
  // What was signed stays signed: after an answer that never came, the same documents are sent, not new ones.
  const signed = useRef(new Map<number, Signed>());
  // State is set too late for the second of two quick clicks.
  const busy = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const signedAt = async (index: number): Promise<Signed> => {
    const before = signed.current.get(index);
    const draftDocument = draft.documents[index];
    if (before !== undefined || draftDocument === undefined) return before as Signed;
    const fresh = await sign(draftDocument, session);
    signed.current.set(index, fresh);
    return fresh;
  };
  const run = async (next: Stage, act: () => Promise<void>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setStage(next);
    setError(undefined);
    setResults([]);
    try {
      await act();
    } catch (caught) {
      setError(asTraceError(caught));
      setStage('ready');
    } finally {
      busy.current = false;
    }
  };
  const check = () =>
    run('checking', async () => {
      const documents = await Promise.all(draft.documents.map(async (_, i) => (await signedAt(i)).document));
      const answer = await session.gateway.send(documents, { check: true });
      setResults(answer.results);
      setChecked(answer.results.every(({ status }) => status !== 'refused'));
      setStage('ready');
    });
  const send = () =>
    run('sending', async () => {
      // One after another: the second document may stand on the first.
      const all: DocumentResult[] = [];
      for (let i = 0; i < draft.documents.length; i++) {
        const { results: answers } = await session.gateway.send([(await signedAt(i)).document]);
        // Nothing is wrong with it: what is signed stays, to be sent again as it is.
        const [away] = answers.flatMap(({ status, errors = [] }) => (status === 'unavailable' ? errors : []));
        if (away !== undefined) throw new TraceError(away.code, away.facts);
        all.push(...answers);
        setResults([...all]);
        if (answers.some(({ status }) => status === 'refused')) break;
      }
      setStage('done');
    });

  const working = stage === 'checking' || stage === 'sending';
  const recorded = results.some(({ status }) => status === 'accepted' || status === 'existing');
  const refused = results.some(({ status }) => status === 'refused');
  return (
    <section class="card sign" aria-labelledby="sign-heading">
      <h2 id="sign-heading" ref={heading} tabIndex={-1}>
        {draft.title} · {text.sign.heading}
      </h2>
      {stage === 'done' ? null : (
        <>
          <p>{text.sign.lead}</p>
          <dl class="facts">
            {draft.summary.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            <div>
              <dt>{text.sign.signer}</dt>
              <dd class="code">{session.signer.kid}</dd>
            </div>
            <div>
              <dt>{text.sign.ledger}</dt>
              <dd class="code">{session.ledger.aud}</dd>
            </div>
            <div>
              <dt>{text.sign.lifetime}</dt>
              <dd>{text.sign.days(LIFETIME_DAYS)}</dd>
            </div>
          </dl>
          <p class="hint">{text.sign.layout}</p>
          {draft.documents.map(({ kind, text: json }, i) => (
            <details key={i} open>
              <summary>{text.sign.json(text.sign.kinds[kind])}</summary>
              <pre class="json" tabIndex={0}>
                {layOut(json)}
              </pre>
            </details>
          ))}
        </>
      )}
      <div aria-live="polite">
        {working ? <p>{stage === 'checking' ? text.sign.checking : text.sign.sending}</p> : null}
        {checked && stage === 'ready' && !refused ? (
          <p class="flag flag-wait">
            <Icon name="check" />
            <span>{text.sign.checked}</span>
          </p>
        ) : null}
        {stage === 'ready' && !refused ? null : <ResultList results={results} />}
        {recorded && refused && stage === 'done' ? <p class="flag flag-warn">{text.sign.partial}</p> : null}
        {error === undefined ? null : (
          <p class="flag flag-bad" role="alert">
            <Icon name="warning" />
            <span>
              {explain(error)} {signed.current.size > 0 ? text.sign.unknown : ''}
            </span>
          </p>
        )}
      </div>
      {stage === 'done' ? (
        <div class="buttons">
          <button type="button" class="button" onClick={() => onClose(recorded)}>
            {refused ? text.sign.edit : text.sign.done}
          </button>
          {draft.item === undefined || refused ? null : (
            <>
              <a class="button button-quiet" href={`/${draft.item}`} target="_blank" rel="noopener">
                {text.sign.open}
              </a>
              {draft.labelled === true ? (
                <a class="button button-quiet" href={`#label=${draft.item}`}>
                  {text.sign.label}
                </a>
              ) : null}
            </>
          )}
        </div>
      ) : (
        <div class="buttons">
          <button type="button" class="button" disabled={working} onClick={() => void send()}>
            {error !== undefined && signed.current.size > 0 ? text.sign.again : text.sign.send}
          </button>
          <button type="button" class="button button-quiet" disabled={working} onClick={() => void check()}>
            {text.sign.check}
          </button>
          <button type="button" class="button button-quiet" disabled={working} onClick={() => onClose(false)}>
            {text.sign.edit}
          </button>
        </div>
      )}
    </section>
  );
}
