import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { measure } from './stages.js';
import { markdown, table, toJson, writeSection } from './report.js';

const USAGE =
  'Usage: npm run bench -- ledger [--quick] [--rounds N] [--json FILE] [--write] [--only capture|http|replay|query] [--profile FOLDER]';

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
      only: { type: 'string' },
    },
  });
  if (positionals.length !== 1 || positionals[0] !== 'ledger') throw new Error(USAGE);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  const { only, profile, quick } = values;
  const figures = await measure({ rounds, only, profile, scale: quick ? 0.3 : 1, say: (line) => console.error(line) });
  console.log(table(figures));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(toJson(figures), null, 2)}\n`);
  if (values.write) await writeSection(markdown(figures, rounds));
}
