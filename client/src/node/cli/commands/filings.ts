import type { Command } from 'commander';
import { leaf, type Runner, type Values } from '../leaf.js';
import { listed, ofParticipant, pagesOf } from '../lists.js';
import { inLanguage } from '../render-verdict.js';
import type { Report, Session } from '../session.js';
import { showTime, stepWord } from '../table.js';

/** What deliveries, and what one did oneself, had to be reported by when: in time, late, still open, overdue. */
export function addFilings(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const options = {
    '--out': help.direction,
    '--own': help.ownActs,
    '--outstanding': help.outstanding,
    '--participant <uscc>': help.ofParticipant,
  };
  leaf(program, runner, 'filings', help.filings, options, filings);
}

async function filings(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const direction = values['own'] === true ? 'own' : values['out'] === true ? 'out' : 'in';
  const query = { direction, outstanding: values['outstanding'] === true, ...ofParticipant(values) } as const;
  const pages = await pagesOf((from) => client.filings({ ...query, ...from }));
  const all = pages.flatMap((page) => page.filings);
  const { status, due, what, step, happened, category, entry } = session.words.table;
  const rows = all.map((each) => [
    session.status(each.status),
    showTime(each.due),
    each.names === undefined ? session.say('deadline') : inLanguage(session, each.names),
    stepWord(session.language, each.step),
    showTime(each.happened),
    ...[each.category, each.ref],
  ]);
  const head = [status, due, what, step, happened, category, entry];
  return { ok: true, data: { participant: pages[0]?.participant, filings: all }, lines: listed(session, head, rows) };
}
