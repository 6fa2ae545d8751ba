import type { Names } from '@suyuan/domain';
import { listChains, readChain } from './chain.js';
import { describeError, SampleFailure } from './failure.js';
import { runSamples, type SampleOptions, type SampleReport } from './run-samples.js';

/** What became of one category's chain. */
export interface CategoryReport extends SampleReport {
  readonly category: string;
  readonly names: Names;
}

export interface CatalogueOptions extends Omit<SampleOptions, 'chain' | 'known'> {
  /** Ids, in this order; all that have a chain unless said. */
  readonly categories?: readonly string[];
}

/**
 * Runs one chain after another, and says a line for each. A chain that cannot go on is told as a difference, and the next
 * one is run: what one category lacks says nothing of the others.
 */
export async function runCatalogue(options: CatalogueOptions): Promise<readonly CategoryReport[]> {
  const { say, categories = await listChains(), ...shared } = options;
  const known = new Set<string>();
  const reports: CategoryReport[] = [];
  for (const category of categories) {
    const [pack] = (await readChain(category)).packs;
    const report = await runOne(category, { ...shared, say: () => undefined, known });
    const told = { category, names: pack['names'] as unknown as Names, ...report };
    say(line(told));
    for (const difference of report.differences) say(`  ! ${difference}`);
    reports.push(told);
  }
  return reports;
}

async function runOne(category: string, options: SampleOptions): Promise<SampleReport> {
  try {
    return await runSamples({ ...options, chain: category });
  } catch (error) {
    if (!(error instanceof SampleFailure)) throw error;
    return { added: 0, existing: 0, refused: 0, differences: [describeError(error)], items: [] };
  }
}

/** `✓ 食品 / Food: 21 added, 0 existing, 9 refused as expected, 0 wrong`. */
function line({ names, added, existing, refused, differences }: CategoryReport): string {
  const mark = differences.length === 0 ? '✓' : '!';
  const counts = `${added} added, ${existing} existing, ${refused} refused as expected, ${differences.length} wrong`;
  return `${mark} ${names.zh} / ${names.en ?? ''}: ${counts}`;
}
