import type { Identifier } from '@suyuan/domain';
import { Failed } from './failed.js';
import { ItemView } from './item-view.js';
import { useLookUp } from './look-up.js';
import { PinChanged } from './pin-changed.js';
import { Trouble } from './trouble.js';
import { Empty, Unknown, Unpinned } from './unknown.js';
import { Waiting } from './waiting.js';

/** Looks an item up, checks what comes, and shows the page that fits. */
export function Item({ id, label }: { readonly id: Identifier; readonly label: string | undefined }) {
  const { state, retry } = useLookUp(id, label);
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
