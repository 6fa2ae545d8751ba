import type { Scene } from '../capture/context.js';
import { changed, changeOf } from '../custody/change.js';
import { checkEventTime, checkOrder, holderOf, requireParty } from '../custody/custody.js';
import type { CustodyAct, CustodyStep } from '../custody/custody-act.js';
import { STAY_STEPS, type StayStep } from '../custody/stay-steps.js';
import { endsGoods } from '../custody/ends-goods.js';
import { requireReleased } from '../custody/excursion.js';
import { judgeStep } from '../custody/judge-step.js';
import { isGate, requireServant } from '../custody/servants.js';
import { awaitOthers } from '../custody/pending.js';
import { ACTIVE, stateOf } from '../custody/standing.js';
import { withhold } from '../custody/withdrawal.js';
import { TraceError } from '../error/trace-error.js';
import type { EffectiveStep } from '../pack/compose.js';
import { packFor } from '../pack/in-force.js';
import type { PendingRecord } from '../state/records.js';
import type { Standing } from '../state/standing.js';
import { pieces } from './commission-units.js';
import { judgeGood, openGoods, type Good } from './goods.js';
import { requireFree, requireMovable } from './locate.js';

/** Ways out stay open to what is stopped. */
const WAYS_OUT: readonly CustodyStep[] = ['decommissioning', 'scrapping', 'destroying'];

/**
 * What is done to single units by themselves: dispensed, sold, used, scrapped by whoever has them; inspected, maintained,
 * stored by whoever may (custody/stay.ts). Each is judged by its batch and how it stands, and has a key of its own from now
 * on. Throws UNIT_DISPENSED, UNIT_ENDED and what requireFree throws.
 */
export function doToUnits(act: CustodyAct, scene: Scene): void {
  const { signer, ref } = scene;
  const [container] = act.containers;
  if (container !== undefined) throw new TraceError('UNIT_EXPECTED', { path: 'epcList', value: container });
  const holder = holderOf(act, scene);
  const waiting: NonNullable<PendingRecord['units']>[number][] = [];
  let rule: EffectiveStep | undefined;
  for (const good of openGoods(act, scene)) {
    const pack = packFor(good.category, scene);
    const ends = endsGoods(act.step, pack);
    if (ends) requireParty(act.from, signer.id, 'sourceList', scene);
    requireFree(good, scene, holder);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
    const trades = ends ? !WAYS_OUT.includes(act.step) : isGate(act.step);
    if (trades && ends) requireMovable(good);
    if (trades) good.checkStops();
    judgeGood(good, stateOf(good.standing), judge);
    if ((judge.rule.signatures ?? 1) > 1) {
      if (!ends || act.step === 'using' || act.lines.length > 0) throw unsupported(act.step);
      // A key of its own tells whoever signs next where it is.
      good.put({ holder });
      const state = stateOf(good.standing);
      waiting.push({ unit: good.path, ...(state === ACTIVE ? undefined : { state }) });
      rule = judge.rule;
      continue;
    }
    for (const lot of good.lots) {
      if (holder !== signer.id && isStay(act.step)) requireServant(act.step, lot, signer);
      if (trades && ends) requireReleased(good.standing, lot, act, scene);
      if (act.step === 'using') withhold(lot, act, scene);
    }
    const standing = changed(unitItem(good), changeOf(act, judge.rule, ref));
    const ended = ends ? { step: act.step, at: act.time, by: ref } : undefined;
    good.put({ holder }, { standing, ...(ended === undefined ? undefined : { ended }) });
  }
  if (rule !== undefined) awaitOthers({ act, holder, rule, units: waiting }, scene);
}

function isStay(step: CustodyStep): step is StayStep {
  return STAY_STEPS.some((each) => each === step);
}

/** A unit is always all of what it is. */
function unitItem({ path, standing }: Good): Parameters<typeof changed>[0] {
  return { line: { lot: path, quantity: pieces(1) }, held: '1', whole: true, standing, state: stateOf(standing) };
}

/** How it stands after a step: in the state that the rules say, or as before; and when the step was last done. */
export function stepped(standing: Standing, { step, time }: CustodyAct, state = stateOf(standing)): Standing {
  const { state: _, ...rest } = standing;
  return { ...rest, ...(state === 'active' ? undefined : { state }), done: { ...standing.done, [step]: time } };
}

function unsupported(step: string): TraceError {
  return new TraceError('STEP_UNSUPPORTED', { step, type: 'epcList', action: 'signatures' });
}
