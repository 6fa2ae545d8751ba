import type { Scene } from '../capture/context.js';
import { packFor } from '../pack/in-force.js';
import { keys } from '../state/keys.js';
import { checkEventTime, debit, requireHolding, requireLot, toLine } from './custody.js';
import type { CustodyAct } from './custody-act.js';
import { judgeStep } from './judge-step.js';

/**
 * A whole lot or a part ceases to be (eaten, spoilt, destroyed): out of the signer's free stock, and nowhere in. Where the
 * category asks for more than one signature, it waits for them, and takes effect with the last (countersign.ts).
 */
export function end(act: CustodyAct, scene: Scene): void {
  const { state, signer, document, entry, ref } = scene;
  let signatures = 1;
  let roles = signer.roles;
  for (const line of act.lines) {
    const lot = requireLot(line.lot, scene);
    const pack = packFor(lot.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    judge.checkLot(lot, line, 'active');
    checkEventTime(act, pack, scene);
    const { signatures: asked = 1 } = judge.rule;
    if (asked >= signatures) ({ roles } = judge.rule);
    signatures = Math.max(signatures, asked);
  }
  if (signatures === 1) {
    for (const line of act.lines) debit(line, scene);
    return;
  }
  for (const line of act.lines) requireHolding(line, signer.id, scene);
  state.put(keys.pending(document.id, entry), {
    v: 1,
    step: act.step,
    participant: signer.id,
    lines: act.lines.map(toLine),
    signatures,
    roles,
    signed: [signer.id],
    status: 'pending',
    by: ref,
    last: ref,
  });
}
