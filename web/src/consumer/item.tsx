import { lazily } from '../ui/lazily.js';
import type { AskedItem } from './address.js';
import { Failed } from './failed.js';
import { ItemView } from './item-view.js';
import { useLookUp, type LookUpState } from './look-up.js';
import { useText, type ConsumerText } from './text/index.js';
import { Trouble } from './trouble.js';
import { Empty, Unknown, Unpinned } from './unknown.js';
import { Unloaded } from './unloaded.js';
import { Waiting } from './waiting.js';

const PinChanged = lazily(async () => (await import('./pin-changed.js')).PinChanged, Unloaded);

interface ItemProps {
  readonly id: AskedItem;
  readonly label: string | undefined;
}

/** Looks an item up, checks what comes, and shows the page that fits. */
export function Item({ id, label }: ItemProps) {
  const text = useText();
  const { state, retry } = useLookUp(id, label);
  return (
    <>
      {/* There from the beginning: a live region that comes together with its text is not read out. */}
      <p class="sr" aria-live="polite">
        {announcement(state, text)}
      </p>
      <Page id={id} state={state} retry={retry} />
    </>
  );
}

/** What else can come is an alert on its own page. */
function announcement(state: LookUpState, { checking, verdict }: ConsumerText): string {
  if (state.kind === 'fetching') return state.slow ? checking.slow : checking.fetching;
  if (state.kind === 'checking') return checking.starting;
  if (state.kind !== 'told') return '';
  return state.told.story.failed.length > 0 ? verdict.stopped : verdict.verified;
}

interface PageProps {
  readonly id: AskedItem;
  readonly state: LookUpState;
  readonly retry: () => void;
}

function Page({ id, state, retry }: PageProps) {
  switch (state.kind) {
    case 'fetching':
    case 'checking':
      return <Waiting id={id} state={state} />;
    case 'trouble':
      return <Trouble trouble={state.trouble} error={state.error} onRetry={retry} />;
    case 'unknown':
      return <Unknown id={id} />;
    case 'unpinned':
      return <Unpinned />;
    case 'pin-changed':
      return <PinChanged choice={state.choice} onDecided={retry} />;
    case 'failed':
      return <Failed verdict={state.verdict} onRetry={retry} />;
    case 'empty':
      return <Empty id={id} />;
    case 'told':
      return <ItemView id={id} told={state.told} />;
  }
}
