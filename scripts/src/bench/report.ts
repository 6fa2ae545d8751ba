import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, type Figure } from './figure.js';

const FILE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const [BEGIN, END] = ['<!-- bench ledger: begin -->', '<!-- bench ledger: end -->'];

export interface JsonFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number | null;
  readonly ok: boolean | null;
}

export function toJson(figures: readonly Figure[]): JsonFigure[] {
  return figures.map(({ name, median, unit, target, ok }) => ({
    ...{ name, value: Number(median.toPrecision(4)), unit },
    target: target ?? null,
    ok: ok ?? null,
  }));
}

const HEAD = ['point', 'median', 'least to most', 'unit', 'target', ''];

function rows(figures: readonly Figure[]): string[][] {
  return figures.map(({ name, median, least, most, unit, target, ok }) => [
    name,
    format(median),
    `${format(least)} – ${format(most)}`,
    unit,
    target === undefined ? '' : format(target),
    ok === undefined ? '' : ok ? 'reached' : 'missed',
  ]);
}

export function table(figures: readonly Figure[]): string {
  const all = [HEAD, ...rows(figures)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 || i > 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

export function markdown(figures: readonly Figure[], rounds: number, now = new Date()): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}; ledger, client and load on this one`,
    `machine. Medians of ${rounds} rounds after a warm-up, all points in each round.`,
    '',
    row(HEAD),
    row(['---', '---:', '---:', '---', '---:', '---']),
    ...rows(figures).map(row),
  ].join('\n');
}

/** Puts the section between its marks in docs/benchmarks.md; what stands around it stays. */
export async function writeSection(section: string, file = FILE): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => `# Benchmarks\n\n${BEGIN}\n${END}\n`);
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} lacks the marks ${BEGIN} and ${END}`);
  await writeFile(file, `${text.slice(0, begin + BEGIN.length)}\n\n${section}\n\n${text.slice(end)}`);
}
