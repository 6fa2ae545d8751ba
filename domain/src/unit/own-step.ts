import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder } from '../custody/custody.js';
import type { CustodyAct, CustodyStep } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import type { Standing } from '../state/standing.js';
import { judgeGood, openGoods, stateOf } from './goods.js';
import { requireFree } from './locate.js';

/** After these a unit is nobody's stock any more. */
const ENDS: readonly CustodyStep[] = ['dispensing', 'retail_selling', 'decommissioning', 'scrapping'];
/** Ways out stay open to what is stopped. */
const WAYS_OUT: readonly CustodyStep[] = ['decommissioning', 'scrapping'];

/**
 * What is done to single units that the signer has by themselves: dispensed, sold, used, scrapped. Each is judged by its
 * batch and how it stands, and has a key of its own from now on. Throws UNIT_DISPENSED, UNIT_ENDED and what requireFree throws.
 */
export function doToUnits(act: CustodyAct, scene: Scene): void {
  const [container] = act.containers;
  if (container !== undefined) throw new TraceError('UNIT_EXPECTED', { path: 'epcList', value: container });
  for (const good of openGoods(act, scene)) {
    requireFree(good, scene);
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
    if (!WAYS_OUT.includes(act.step)) good.checkStops();
    judgeGood(good, stateOf(good.standing), judge);
    if ((judge.rule.signatures ?? 1) > 1) throw unsupported(act.step);
    const standing = stepped(good.standing, act, judge.rule.state);
    const ended = ENDS.includes(act.step) ? { step: act.step, at: act.time, by: scene.ref } : undefined;
    good.put({ holder: scene.signer.id }, { standing, ...(ended === undefined ? undefined : { ended }) });
  }
}

/** How it stands after a step: in the state that the rules say, or as before; and when the step was last done. */
export function stepped(standing: Standing, { step, time }: CustodyAct, state = stateOf(standing)): Standing {
  const { state: _, ...rest } = standing;
  return { ...rest, ...(state === 'active' ? undefined : { state }), done: { ...standing.done, [step]: time } };
}

function unsupported(step: string): TraceError {
  return new TraceError('STEP_UNSUPPORTED', { step, type: 'epcList', action: 'signatures' });
}
