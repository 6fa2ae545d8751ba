import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { closedLoop, markdown, measureAll, quantile, table, toJson, writeSection, type Point } from '@suyuan/scripts';

/** Measures what it is given, one a round. */
function pointOf(name: string, values: number[], target: number, lower = false): Point {
  return { name, unit: 'x', target, lower, measure: () => Promise.resolve(values.shift() ?? Number.NaN) };
}

describe('scripts/bench: figures', () => {
  it('are medians of the rounds after a warm-up, all points in every round', async () => {
    const said: string[] = [];
    const points = [pointOf('fast', [1, 9, 5, 7], 6), pointOf('slow', [99, 4, 8, 6], 6, true)];
    const figures = await measureAll(points, 3, (line) => said.push(line));
    expect(toJson(figures)).to.deep.equal([
      { name: 'fast', value: 7, unit: 'x', target: 6, ok: true },
      { name: 'slow', value: 6, unit: 'x', target: 6, ok: false },
    ]);
    expect(said).to.have.length(8);
    expect(said[0]).to.match(/^warm-up {2}fast/);
    expect(said[3]).to.match(/^round 1\/3 {2}slow/);
    expect(table(figures)).to.match(/fast +7\.00 +5\.00 – 9\.00 +x +6\.00 +reached\n/);
  });

  it('quantiles go by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    expect([quantile(values, 0.5), quantile(values, 0.99), quantile([3], 0.99)]).to.deep.equal([100, 198, 3]);
  });

  it('come from so many callers, each with one job at a time', async () => {
    let [running, most] = [0, 0];
    const job = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await setTimeout(1);
      running--;
    };
    const { latencies } = await closedLoop(Array<typeof job>(20).fill(job), 4);
    expect([latencies.length, most]).to.deep.equal([20, 4]);
  });

  it('stand between their marks in the document, and leave the rest of it alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suyuan-report-'));
    const file = join(folder, 'benchmarks.md');
    await writeFile(file, 'before\n<!-- bench ledger: begin -->\nold\n<!-- bench ledger: end -->\nafter\n');
    const [figure] = await measureAll([pointOf('fast', [1, 2], 1)], 1, () => undefined);
    await writeSection(markdown(figure ? [figure] : [], 1, new Date('2026-11-23T12:00:00Z')), file);
    const text = await readFile(file, 'utf8');
    expect(text).to.match(/^before\n<!-- bench ledger: begin -->\n\n2026-11-23, Node /);
    expect(text).to.include('| fast | 2.00 | 2.00 – 2.00 | x | 1.00 | reached |');
    expect(text).to.match(/<!-- bench ledger: end -->\nafter\n$/);
    expect(text).not.to.include('old');
    await writeFile(file, 'no marks');
    expect(await writeSection('', file).catch((error: unknown) => String(error))).to.match(/lacks the marks/);
    await rm(folder, { recursive: true });
  });
});
