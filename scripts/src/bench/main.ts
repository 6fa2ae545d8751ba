import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import type { Figure } from './figure.js';
import { measureCatalogue } from './catalogue/stages.js';
import { measureLedger } from './ledger-stages.js';
import { measureNetwork } from './network/stages.js';
import { markdown, table, toJson, writeSection, type Section } from './report.js';

const USAGE = `Usage: npm run bench -- ledger  [--only capture|http|replay|query] [--profile FOLDER] [options]
       npm run bench -- network [--only load|times] [--ordering bft|raft] [options]
       npm run bench -- catalogue [--only rules|units|lineage] [options]
options: [--quick] [--rounds N] [--json FILE] [--write]`;

const ORDERINGS = { bft: 'BFT', raft: 'etcdraft' } as const;
const ROUNDS: Readonly<Record<Section, number>> = { ledger: 5, network: 3, catalogue: 5 };

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
      ordering: { type: 'string' },
    },
  });
  const [what, ...more] = positionals;
  if (more.length > 0 || what === undefined || !isSection(what)) throw new Error(USAGE);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : ROUNDS[what]));
  const { only, profile, quick, ordering } = values;
  const options = { rounds, only, say: (line: string) => console.error(line) };
  let figures: Figure[];
  if (what === 'ledger') {
    figures = await measureLedger({ ...options, profile, scale: quick ? 0.3 : 1 });
  } else if (what === 'catalogue') {
    figures = await measureCatalogue({ ...options, scale: quick ? 0.3 : 1 });
  } else {
    if (ordering !== undefined && !isOrdering(ordering)) throw new Error(USAGE);
    figures = await measureNetwork({ ...options, ordering: ordering && ORDERINGS[ordering], scale: quick ? 0.5 : 1 });
  }
  console.log(table(figures));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(toJson(figures), null, 2)}\n`);
  if (values.write) await writeSection(what, markdown(figures, rounds));
}

function isSection(text: string): text is Section {
  return text in ROUNDS;
}

function isOrdering(text: string): text is keyof typeof ORDERINGS {
  return text in ORDERINGS;
}
