import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { findPrograms } from '@suyuan/native';
import {
  closedLoop,
  cpuBetween,
  cpuMeter,
  markdown,
  measureAll,
  measureCatalogue,
  measureNetwork,
  quantile,
  ratioPoint,
  table,
  toJson,
  writeSection,
  type Point,
} from '@suyuan/scripts';

/** Measures what it is given, one a round. */
function pointOf(name: string, values: number[], target: number, lower = false): Point {
  return { name, unit: 'x', target, lower, measure: () => Promise.resolve(values.shift() ?? Number.NaN) };
}

function quiet(rounds: number) {
  return { rounds, say: () => undefined };
}

describe('scripts/bench: figures', () => {
  it('are medians of the rounds after a warm-up, all points in every round', async () => {
    const said: string[] = [];
    const points = [pointOf('fast', [1, 9, 5, 7], 6), pointOf('slow', [99, 4, 8, 6], 5, true)];
    const figures = await measureAll(points, { rounds: 3, say: (line) => said.push(line) });
    expect(toJson(figures)).to.deep.equal([
      { name: 'fast', value: 7, unit: 'x', target: 6, ok: true },
      { name: 'slow', value: 6, unit: 'x', target: 5, ok: false },
    ]);
    expect(said).to.have.length(8);
    expect(said[0]).to.match(/^warm-up {2}fast/);
    expect(said[3]).to.match(/^round 1\/3 {2}slow/);
    expect(table(figures)).to.match(/fast +7\.00 +5\.00 – 9\.00 +x +6\.00 +reached\n/);
  });

  it('come in another order each round where points are compared, so that none is always the first', async () => {
    const order: string[] = [];
    const points = ['a', 'b', 'c', 'alone'].map((name): Point => {
      const measure = (): Promise<number> => Promise.resolve(order.push(name));
      return { name, unit: 'x', measure, ...(name === 'alone' ? {} : { group: 'compared' }) };
    });
    const figures = await measureAll(points, quiet(3));
    expect(order.join(' ')).to.equal('a b c alone b c a alone c a b alone a b c alone');
    expect(figures.map(({ name }) => name)).to.deep.equal(['a', 'b', 'c', 'alone']);
  });

  it('have beside them what was read with them, each its own median', async () => {
    const latencies = [9, 30, 10, 20];
    const asides = () => [
      { name: 'p50', unit: 'ms', value: latencies.shift() ?? Number.NaN },
      { name: 'sent again', unit: 'times', value: 0 },
    ];
    const measure = () => Promise.resolve({ value: 5, asides: asides() });
    const figures = await measureAll(
      [{ name: 'slow', unit: 'x', measure }, pointOf('plain', [1, 1, 1, 1], 1)],
      quiet(3),
    );
    expect(toJson(figures).slice(0, 2)).to.deep.equal([
      { name: 'slow', value: 5, unit: 'x', target: null, ok: null },
      { name: 'slow: p50', value: 20, unit: 'ms', target: null, ok: null },
    ]);
    expect(table(figures))
      .to.match(/^point .* p50, ms\nslow .* 20\.0\nplain/)
      .and.not.include('sent again');
  });

  it('compare two points within each round', async () => {
    const [much, little] = [pointOf('much', [9, 10, 12, 90], 1), pointOf('little', [9, 5, 4, 10], 1)];
    const ratio = ratioPoint('ratio', ['much', 'little'], { target: 4, lower: true });
    const [, , figure] = await measureAll([much, little, ratio], quiet(3));
    expect(figure).to.include({ name: 'ratio', unit: 'times', least: 2, median: 3, most: 9, ok: true });
    const early = await measureAll([ratio, much, little], quiet(1)).catch((error: unknown) => String(error));
    expect(early).to.match(/nothing was measured of much/);
  });

  it('count the CPU of groups of processes, and our own', async function () {
    const meter = await cpuMeter(new Map([[process.pid, 'us']]));
    if (meter === undefined) return this.skip();
    const before = await meter();
    const until = performance.now() + 100;
    while (performance.now() < until);
    const used = cpuBetween(before, await meter(), 10);
    expect(used.map(({ name }) => name))
      .to.include('CPU')
      .and.include('CPU of client');
    expect(used.find(({ name }) => name === 'CPU of client')?.value).to.be.within(2, 100);
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
    const [figure] = await measureAll([pointOf('fast', [1, 2], 1)], quiet(1));
    await writeSection('ledger', markdown(figure ? [figure] : [], 1, new Date('2026-11-23T12:00:00Z')), file);
    const text = await readFile(file, 'utf8');
    expect(text).to.match(/^before\n<!-- bench ledger: begin -->\n\n2026-11-23, Node /);
    expect(text).to.include('| fast | 2.00 | 2.00 – 2.00 | x | 1.00 | reached |');
    expect(text).to.match(/<!-- bench ledger: end -->\nafter\n$/);
    expect(text).not.to.include('old');
    await writeFile(file, 'no marks');
    expect(await writeSection('network', '', file).catch((error: unknown) => String(error))).to.match(
      /lacks the marks <!-- bench network/,
    );
    await rm(folder, { recursive: true });
  });
});

describe('scripts/bench: the catalogue', function () {
  this.timeout(120_000);

  it('counts no more keys for units, pallets and lineages than it may', async () => {
    for (const only of ['units', 'lineage']) {
      const counted = (await measureCatalogue({ ...quiet(1), scale: 1, only })).filter(({ unit }) => unit === 'keys');
      expect(counted).not.to.have.length(0);
      for (const { name, median, ok = true } of counted) expect(ok, `${name}: ${median}`).to.equal(true);
    }
  });

  it('compares hand-offs with rules to those without', async () => {
    const figures = toJson(await measureCatalogue({ ...quiet(1), scale: 0.01, only: 'rules' }));
    const ratio = figures.find(({ name }) => name === 'hand-offs with rules to without');
    expect(ratio).to.include({ name: 'hand-offs with rules to without', target: 0.85 });
    expect(ratio?.value).to.be.above(0);
  });
});

const programs = await findPrograms({ download: false }).catch(() => undefined);
const over = programs === undefined ? describe.skip : describe;

over('scripts/bench: a native network', function () {
  this.timeout(180_000);

  it('is measured under load and through faults, one hand-off a point', async () => {
    const figures = toJson(await measureNetwork({ ...quiet(1), scale: 0.001, only: undefined, ordering: 'BFT' }));
    const named = (text: string) =>
      figures.filter(({ name }) => name.startsWith(`BFT: ${text}`) && !/: .*: /.test(name));
    const counts = [
      'from nothing',
      'documents in bundles,',
      'documents one by one,',
      'bare put,',
      'events in documents',
    ];
    expect(counts.map((text) => named(text).length)).to.deep.equal([1, 3, 3, 3, 2]);
    const [started, restarted, leaderless] = ['from nothing', 'from all killed', 'without commits'].map(named);
    expect(started?.[0]).to.include({ unit: 's', target: 20 });
    expect(restarted?.[0]).to.include({ unit: 's', target: null });
    expect(leaderless?.[0]).to.include({ unit: 's', target: 6 });
    // Without a leader nothing is committed until the others complain.
    expect(leaderless?.[0]?.value).to.be.above(1);
    for (const { name, value } of figures) expect(value, name).to.be.at.least(0);
    expect(figures.map(({ name }) => name)).to.include.members([
      'BFT: documents in bundles, 200 in flight: p95',
      'BFT: documents one by one to bare puts, 200 in flight',
      'BFT: median latency with bundles to without, 1 in flight',
    ]);
  });
});
