import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder, holderOf } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { requireServant } from '../custody/servants.js';
import { stateOf } from '../custody/standing.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { judgeGood, openGoods, released, type Good } from './goods.js';
import { requireFree, requireMovable } from './locate.js';
import { stepped } from './own-step.js';

/**
 * A part is put into a vehicle, a lift into a building, an implant into somebody: what the signer has by itself, or, where
 * that is its trade, what the source that it names has. From then on it goes nowhere but out of there again. Throws
 * SERVICE_REFUSED and what requireFree throws.
 */
export function attach(act: CustodyAct, parent: string, scene: Scene): void {
  const holder = holderOf(act, scene);
  for (const good of openGoods(act, scene)) {
    requireFree(good, scene, holder);
    requireMovable(good);
    requireService(act, good, holder, scene);
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
    good.checkStops();
    judgeGood(good, stateOf(good.standing), judge);
    const standing = stepped(released(good, act, scene), act, judge.rule.state);
    good.put({ holder }, { standing, attached: parent });
  }
}

/**
 * Whoever takes it out has it from then on, or else the source that it names, which had it there: the way out stays open to
 * what is stopped. Throws NOT_ATTACHED, NOT_HOLDER, SERVICE_REFUSED.
 */
export function detach(act: CustodyAct, parent: string, scene: Scene): void {
  const holder = holderOf(act, scene);
  for (const good of openGoods(act, scene)) {
    const attached = good.record !== undefined && 'unit' in good.record ? good.record.attached : undefined;
    if (attached !== parent) throw new TraceError('NOT_ATTACHED', { unit: good.path, parent });
    if (act.from !== undefined && good.holder !== holder) {
      throw new TraceError('NOT_HOLDER', { participant: holder, lot: good.path });
    }
    requireService(act, good, holder, scene);
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene);
    checkEventTime(act, pack, scene);
    checkOrder(act, good.since);
    judgeGood(good, stateOf(good.standing), judge);
    const standing = stepped(good.standing, act, judge.rule.state);
    good.put({ holder }, { standing, attached: undefined });
  }
}

/** Nothing is put into a person for another. */
function requireService({ step }: CustodyAct, { path, lots }: Good, holder: string, { signer }: Scene): void {
  if (holder === signer.id) return;
  if (step !== 'installing' && step !== 'removing')
    throw new TraceError('NOT_HOLDER', { participant: signer.id, lot: path });
  for (const lot of lots) requireServant(step, lot, signer);
}
