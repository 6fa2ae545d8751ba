import { readPack, type CategoryPack } from '@suyuan/domain';
import { readPackFile } from '../../samples/chain.js';
import { startEmbedded } from '../embedded-under-test.js';
import { measureAll, type Figure, type Point } from '../figure.js';
import type { LedgerUnderTest } from '../ledger-under-test.js';
import type { MeasureOptions } from '../ledger-stages.js';
import { lineagePoints } from './lineage.js';
import { rulePoints } from './rules.js';
import { unitPoints } from './units.js';

type Prepare = (
  under: LedgerUnderTest,
  packs: { readonly agri: CategoryPack; readonly drug: CategoryPack },
  scale: number,
) => Promise<{ points: Point[]; close: () => Promise<void> }>;

/** Each on a ledger of its own: a category is published once. */
const STAGES: readonly { readonly name: string; readonly counts: boolean; readonly prepare: Prepare }[] = [
  { name: 'rules', counts: false, prepare: (under, { agri }, scale) => rulePoints(under, agri, scale) },
  { name: 'units', counts: true, prepare: (under, { drug }) => unitPoints(under, drug) },
  { name: 'lineage', counts: true, prepare: (under, { agri }) => lineagePoints(under, agri) },
];

/** What the catalogue costs: its rules in time, units and lineages in state reads and writes. */
export async function measureCatalogue({
  rounds,
  scale,
  only,
  say,
}: Omit<MeasureOptions, 'profile'>): Promise<Figure[]> {
  const packs = { agri: readPack(await readPackFile('agri')), drug: readPack(await readPackFile('drug')) };
  const figures: Figure[] = [];
  for (const { name, counts, prepare } of STAGES) {
    if (only !== undefined && only !== name) continue;
    say(name);
    // The world that a ledger is begun with trades by rules of its own, in a category of another name.
    const under = await startEmbedded();
    try {
      const { points, close } = await prepare(under, packs, scale);
      const how = counts ? { rounds: 1, warmUp: false } : { rounds };
      figures.push(...(await measureAll(points, { ...how, say: (line) => say(`  ${line}`) })));
      await close();
    } finally {
      await under.stop();
    }
  }
  return figures;
}
