import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { stateOf } from '../custody/standing.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { judgeGood, openGoods } from './goods.js';
import { requireFree, requireMovable } from './locate.js';
import { stepped } from './own-step.js';

/**
 * A part is put into a vehicle or a lift, an implant into somebody: what the signer has by itself. From then on it goes
 * nowhere but out of there again. Throws what requireFree throws.
 */
export function attach(act: CustodyAct, parent: string, scene: Scene): void {
  for (const good of openGoods(act, scene)) {
    requireFree(good, scene);
    requireMovable(good);
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
    good.checkStops();
    judgeGood(good, stateOf(good.standing), judge);
    const standing = stepped(good.standing, act, judge.rule.state);
    good.put({ holder: scene.signer.id }, { standing, attached: parent });
  }
}

/** Whoever takes it out has it from then on: the way out stays open to what is stopped. Throws NOT_ATTACHED. */
export function detach(act: CustodyAct, parent: string, scene: Scene): void {
  for (const good of openGoods(act, scene)) {
    const attached = good.record !== undefined && 'unit' in good.record ? good.record.attached : undefined;
    if (attached !== parent) throw new TraceError('NOT_ATTACHED', { unit: good.path, parent });
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, good.since);
    judgeGood(good, stateOf(good.standing), judge);
    const standing = stepped(good.standing, act, judge.rule.state);
    good.put({ holder: scene.signer.id }, { standing, attached: undefined });
  }
}
