import type { Scene } from '../capture/context.js';
import { checkEventTime, checkOrder } from '../custody/custody.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { judgeStep } from '../custody/judge-step.js';
import { stateOf } from '../custody/standing.js';
import { TraceError } from '../error/trace-error.js';
import { packFor } from '../pack/in-force.js';
import { requireJurisdiction } from '../registry/jurisdiction.js';
import type { ParticipantRecord } from '../state/records.js';
import { judgeGood, openGoods } from './goods.js';
import { requireFree, requireMovable } from './locate.js';
import { stepped } from './own-step.js';

/**
 * Single units go to a laboratory, which uses them up; a regulator's official sample, of units that `holder` has, leaves
 * them as they are. Answers the batches of which they are a sample, one for each unit. Throws UNIT_EXPECTED, NOT_HOLDER.
 */
export function sampleUnits(
  act: CustodyAct,
  laboratory: ParticipantRecord,
  holder: ParticipantRecord | undefined,
  scene: Scene,
): readonly string[] {
  const [container] = act.containers;
  if (container !== undefined) throw new TraceError('UNIT_EXPECTED', { path: 'epcList', value: container });
  return openGoods(act, scene).flatMap((good) => {
    const pack = packFor(good.category, scene);
    const judge = judgeStep(pack, act.step, act, scene, laboratory);
    checkEventTime(act, pack, scene);
    checkOrder(act, Math.max(good.since, ...good.lots.map(({ made }) => made)));
    judgeGood(good, stateOf(good.standing), judge);
    if (holder === undefined) {
      requireFree(good, scene);
      requireMovable(good);
      const standing = stepped(good.standing, act, judge.rule.state);
      good.put({ holder: scene.signer.id }, { standing, ended: { step: act.step, at: act.time, by: scene.ref } });
    } else {
      requireJurisdiction({ division: holder.division, categories: [pack.id] }, act.step, scene);
      if (good.holder !== holder.id) throw new TraceError('NOT_HOLDER', { participant: holder.id, lot: good.path });
    }
    return good.lots.map(({ lot }) => lot);
  });
}
