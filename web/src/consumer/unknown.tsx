import { isTraded, type AskedItem } from './address.js';
import { Icon } from '../ui/icons.js';
import { lazily } from '../ui/lazily.js';
import { useText } from './text/index.js';

const TypeAgain = lazily(async () => (await import('./elsewhere.js')).TypeAgain);

/** Well formed, but nobody signed anything about it. */
export function Unknown({ id }: { readonly id: AskedItem }) {
  const { unknown, item } = useText();
  return (
    <>
      <section class="card notice notice-warn" role="alert">
        <Icon name="question" />
        <div>
          <h1>{unknown.heading}</h1>
          <p>{unknown.lead}</p>
          <Codes id={id} words={item} />
        </div>
      </section>
      <section class="card">
        <ul class="plain-list">
          {unknown.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{unknown.again}</h2>
        <TypeAgain code={isTraded(id) ? id.key.replace(/^0/, '') : id.path} lot={id.lot} />
      </section>
    </>
  );
}

export function Empty({ id }: { readonly id: AskedItem }) {
  const { empty, item } = useText();
  return (
    <section class="card notice" role="alert">
      <Icon name="box" />
      <div>
        <h1>{empty.heading}</h1>
        <p>{empty.lead}</p>
        <Codes id={id} words={item} />
      </div>
    </section>
  );
}

/** The ledger has no regulator: there is no key that a chain could lead to. */
export function Unpinned() {
  const { verdict } = useText();
  return (
    <section class="card notice notice-warn" role="alert">
      <Icon name="question" />
      <div>
        <h1>{verdict.unverified}</h1>
        <p>{verdict.unverifiedNoPin}</p>
      </div>
    </section>
  );
}

interface CodesProps {
  readonly id: AskedItem;
  readonly words: { readonly gtin: string; readonly lot: string };
}

function Codes({ id, words }: CodesProps) {
  if (!isTraded(id)) return <p class="code">{id.path}</p>;
  return (
    <p class="codes">
      <span>
        {words.gtin} <b>{id.key.replace(/^0/, '')}</b>
      </span>
      <span>
        {words.lot} <b>{id.lot ?? id.serial}</b>
      </span>
    </p>
  );
}
