import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, type Aside, type Figure } from './figure.js';

const FILE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

/** What is measured, each in a section of its own. */
export type Section = 'ledger' | 'network' | 'catalogue';

export interface JsonFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number | null;
  readonly ok: boolean | null;
}

/** A flat list: what was read beside a figure follows it, by the figure's name and its own. */
export function toJson(figures: readonly Figure[]): JsonFigure[] {
  return figures.flatMap(({ name, median, unit, target, ok, asides }) => [
    { name, value: rounded(median), unit, target: target ?? null, ok: ok ?? null },
    ...asides.map((aside) => ({
      ...{ name: `${name}: ${aside.name}`, value: rounded(aside.value), unit: aside.unit },
      ...{ target: null, ok: null },
    })),
  ]);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The first row is the head. Columns that say nothing are left out. */
function grid(figures: readonly Figure[]): { readonly rows: string[][]; readonly left: ReadonlySet<string> } {
  const telling = figures.flatMap((each) => each.asides.filter(({ value }) => value !== 0).map(titleOf));
  const asides = [...new Set(telling)];
  const judged = figures.some(({ target }) => target !== undefined);
  const head = ['point', 'median', 'least to most', 'unit', ...(judged ? ['target', ''] : []), ...asides];
  const rows = figures.map(({ name, median, least, most, unit, target, ok, asides: beside }) => [
    ...[name, format(median), `${format(least)} – ${format(most)}`, unit],
    ...(judged ? [target === undefined ? '' : format(target), ok === undefined ? '' : ok ? 'reached' : 'missed'] : []),
    ...asides.map((title) => {
      const aside = beside.find((each) => titleOf(each) === title);
      return aside === undefined ? '' : format(aside.value);
    }),
  ]);
  return { rows: [head, ...rows], left: new Set(['point', 'unit', '']) };
}

function titleOf({ name, unit }: Aside): string {
  return `${name}, ${unit}`;
}

export function table(figures: readonly Figure[]): string {
  const { rows, left } = grid(figures);
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (cell: string, i: number): string =>
    left.has(head[i] ?? '') ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

export function markdown(figures: readonly Figure[], rounds: number, now = new Date()): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const { rows, left } = grid(figures);
  const [head = [], ...rest] = rows;
  return [
    `${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}; ledger, client and load on this one`,
    `machine. Medians of ${rounds} rounds after a warm-up, all points in each round.`,
    '',
    row(head),
    row(head.map((title) => (left.has(title) ? '---' : '---:'))),
    ...rest.map(row),
  ].join('\n');
}

/** Puts the section between its marks in docs/benchmarks.md; what stands around it stays. */
export async function writeSection(name: Section, section: string, file = FILE): Promise<void> {
  const marks = [`<!-- bench ${name}: begin -->`, `<!-- bench ${name}: end -->`] as const;
  const text = await readFile(file, 'utf8').catch(() => `# Benchmarks\n\n${marks.join('\n')}\n`);
  const [begin, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])];
  if (begin < 0 || end < begin) throw new Error(`${file} lacks the marks ${marks.join(' and ')}`);
  await writeFile(file, `${text.slice(0, begin + marks[0].length)}\n\n${section}\n\n${text.slice(end)}`);
}
