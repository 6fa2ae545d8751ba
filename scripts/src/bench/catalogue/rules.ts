import type { CategoryPack } from '@suyuan/domain';
import { ratioPoint, type Point } from '../figure.js';
import { committed, type LedgerUnderTest } from '../ledger-under-test.js';
import { capturePoint } from '../points/capture.js';
import { HandOffs } from '../workload/hand-offs.js';
import { World } from '../workload/world.js';

const IN_FLIGHT = 200;
const HAND_OFFS = 2500;
const WITH = 'hand-offs by the pack of farm produce';
const WITHOUT = 'hand-offs by a pack without rules';

/** The same steps for the same roles, and nothing else that could be asked. */
function withoutRules(pack: CategoryPack): CategoryPack {
  const { steps, products: _products, ...rest } = pack;
  const bare = Object.entries(steps).map(([name, { roles, to }]) => [name, { roles, ...(to && { to }) }]);
  return { ...rest, id: 'plain', steps: Object.fromEntries(bare) as CategoryPack['steps'] };
}

/** Hand-offs a second, bundled, judged by a pack and by its like without rules, on one ledger. */
export async function rulePoints(
  under: LedgerUnderTest,
  pack: CategoryPack,
  scale: number,
): Promise<{ points: Point[]; close: () => Promise<void> }> {
  const ledger = under.connect();
  const { regulator } = under.world;
  const points: Point[] = [];
  for (const [name, own, from] of [
    [WITH, pack, 1000],
    [WITHOUT, withoutRules(pack), 2000],
  ] as const) {
    const world = new World(20, 50, { pack: own, regulator, from });
    for (const step of await world.preparation(under.aud)) await committed(ledger, step);
    const handOffs = new HandOffs(world, under.aud);
    const count = Math.ceil(HAND_OFFS * scale);
    const options = { name, ledger, handOffs, inFlight: IN_FLIGHT, count, target: undefined, meter: undefined };
    points.push({ ...capturePoint(options), name });
  }
  points.push(ratioPoint('hand-offs with rules to without', [WITH, WITHOUT], { target: 0.85 }));
  return { points, close: () => ledger.close() };
}
