import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { measureAll } from './figure.js';
import { startLedger } from './ledger-under-test.js';
import { capturePoints } from './points/capture.js';
import { verifyPoint } from './points/verify.js';
import { markdown, table, toJson, writeSection } from './report.js';

const USAGE =
  'Usage: npm run bench -- ledger [--quick] [--rounds N] [--json FILE] [--write] [--only TEXT] [--profile FOLDER]';

/** Measures, prints a table, and writes where it is told to. Slower than a target is no failure: the table says it. */
export async function bench(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      json: { type: 'string' },
      write: { type: 'boolean', default: false },
      profile: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  if (positionals.length !== 1 || positionals[0] !== 'ledger') throw new Error(USAGE);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  const scale = values.quick ? 0.3 : 1;
  const profiled = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const under = await startLedger(profiled);
  try {
    const capture = capturePoints(under, scale);
    const points = [verifyPoint(scale), ...capture.points].filter(({ name }) => name.includes(values.only));
    const figures = await measureAll(points, rounds, (line) => console.error(line));
    await capture.close();
    console.log(table(figures));
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(toJson(figures), null, 2)}\n`);
    if (values.write) await writeSection(markdown(figures, rounds));
  } finally {
    await under.stop();
  }
}
