import type { AskedItem } from './address.js';
import { GatewayReader, GatewayProblem, nowSeconds, verifyItem, type Story, type Verdict } from '@suyuan/client';
import { TraceError, type ItemAnswer } from '@suyuan/domain';
import { useEffect, useState } from 'preact/hooks';
import { choosePin, keepPin, type Pin, type PinChoice } from './pin.js';
import type { TroubleKind } from './trouble.js';
import type { Hearsay } from './words.js';

/** What was checked, and what it tells. */
export interface Told {
  readonly verdict: Verdict;
  readonly story: Story;
  readonly pin: Pin;
  /** The pin was not known to this device before. */
  readonly firstUse: boolean;
  readonly network: ItemAnswer['ledger']['network'];
  readonly hearsay: Hearsay;
}

export type LookUpState =
  | { readonly kind: 'fetching'; readonly slow: boolean }
  | { readonly kind: 'checking' }
  | { readonly kind: 'trouble'; readonly trouble: TroubleKind; readonly error: TraceError }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unpinned' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'pin-changed'; readonly choice: Extract<PinChoice, { kind: 'changed' }> }
  | { readonly kind: 'failed'; readonly verdict: Verdict }
  | { readonly kind: 'told'; readonly told: Told };

/** Milliseconds after which the page says that the network is slow. */
const SLOW = 5000;

export function useLookUp(
  id: AskedItem,
  label: string | undefined,
): { readonly state: LookUpState; readonly retry: () => void } {
  const [state, setState] = useState<LookUpState>({ kind: 'fetching', slow: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    const show = (next: LookUpState): void => {
      if (current) setState(next);
    };
    show({ kind: 'fetching', slow: false });
    const timer = setTimeout(() => show({ kind: 'fetching', slow: true }), SLOW);
    const verifying = (): void => {
      clearTimeout(timer);
      show({ kind: 'checking' });
    };
    void lookUp(id, label, verifying)
      .then(show)
      .finally(() => clearTimeout(timer));
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [id, label, attempt]);
  return { state, retry: () => setAttempt((count) => count + 1) };
}

async function lookUp(id: AskedItem, label: string | undefined, onVerifying: () => void): Promise<LookUpState> {
  try {
    const gateway = new GatewayReader(location.origin, { retries: { attempts: 2, timeout: 15_000 } });
    const pages = await gateway.itemPages(id.path);
    const [page] = pages;
    if (page === undefined || page.journey.length === 0) return { kind: 'empty' };
    const choice = choosePin(label, page.ledger.regulator);
    if (choice.kind === 'none') return { kind: 'unpinned' };
    if (choice.kind === 'changed') return { kind: 'pin-changed', choice };
    onVerifying();
    const verdict = await verifyItem(pages, { item: id.path, pin: choice.pin.thumbprint, now: nowSeconds() });
    if (!verdict.ok || verdict.story === undefined) return { kind: 'failed', verdict };
    return {
      kind: 'told',
      told: {
        verdict,
        story: verdict.story,
        pin: keepPin(choice.pin),
        firstUse: !choice.pin.kept,
        network: page.ledger.network,
        hearsay: Object.assign({}, ...pages.map(({ participants }) => participants)) as Hearsay,
      },
    };
  } catch (error) {
    return troubleOf(error);
  }
}

/** What went wrong before anything could be checked. */
export function troubleOf(error: unknown): Extract<LookUpState, { kind: 'trouble' | 'unknown' }> {
  if (!(error instanceof TraceError)) {
    // An answer is anybody's text: one that is not even of the form expected is no verdict on the goods.
    return {
      kind: 'trouble',
      trouble: 'answer',
      error: new TraceError('GATEWAY_ANSWER', { gateway: location.origin }),
    };
  }
  if (error.code === 'NOT_FOUND') return { kind: 'unknown' };
  return { kind: 'trouble', trouble: kindOf(error), error };
}

function kindOf(error: TraceError): TroubleKind {
  if (error.code === 'GATEWAY_UNREACHABLE') return navigator.onLine ? 'network' : 'offline';
  if (error.code === 'RATE_LIMITED') return 'busy';
  const status = error instanceof GatewayProblem ? error.status : error.facts['status'];
  return typeof status === 'number' && status >= 500 ? 'ledger' : 'answer';
}
