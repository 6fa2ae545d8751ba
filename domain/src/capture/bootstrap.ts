import { TraceError } from '../error/trace-error.js';
import { register } from '../registry/apply-participant.js';
import { entryRef, keys } from '../state/keys.js';
import { checkTimes, type Document } from '../document/document.js';
import type { Act } from './act.js';
import type { CaptureContext } from './context.js';
import type { WorkingState } from './working-state.js';

/**
 * The first document of a ledger: the regulator registers itself, with the key whose thumbprint every organisation has
 * configured. Contracts can't read the channel's configuration; the majority that endorses this ratifies it
 * (docs/ledger.md, Keys). It works once: with it the ledger has its record.
 */
export function bootstrap(
  document: Document,
  acts: readonly (Act | undefined)[],
  state: WorkingState,
  context: CaptureContext,
): void {
  const [act] = acts;
  const { kid } = document;
  if (
    document.kind !== 'participant' ||
    act?.kind !== 'participant' ||
    act.action !== 'register' ||
    acts.length !== 1
  ) {
    throw new TraceError('NOT_BOOTSTRAPPED');
  }
  const own = act.id === kid.participant && act.proof.thumbprint === kid.thumbprint;
  if (!own || kid.thumbprint !== context.root || !act.roles.includes('regulator')) {
    throw new TraceError('BOOTSTRAP_REFUSED', { expected: context.root });
  }
  if (document.aud !== context.aud) {
    throw new TraceError('AUDIENCE_MISMATCH', { aud: document.aud, expected: context.aud });
  }
  if (!context.verify(act.proof.jwk, document.signingInput, document.signature)) {
    throw new TraceError('SIGNATURE_INVALID');
  }
  checkTimes(document, context.now);
  const ref = entryRef(document.id, 0);
  state.put(keys.ledger(), { v: 1, aud: context.aud, root: context.root, regulator: act.id, by: ref });
  state.put(keys.document(document.id), { v: 1, by: ref });
  register(act, { state, context, ref });
}
