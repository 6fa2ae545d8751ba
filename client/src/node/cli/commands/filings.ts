import type { Command } from 'commander';
import type { FilingsAnswer } from '@suyuan/domain';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { inLanguage } from '../render-verdict.js';
import type { Report, Session } from '../session.js';
import { showTime, stepWord, table } from '../table.js';

/** What deliveries had to be reported by when: in time, late, still open, overdue. */
export function addFilings(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const options = {
    '--out': help.direction,
    '--outstanding': help.outstanding,
    '--participant <uscc>': help.ofParticipant,
  };
  leaf(program, runner, 'filings', help.filings, options, filings);
}

async function filings(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const client = session.gateway(await session.signer());
  const participant = text(values, 'participant');
  const query = {
    direction: values['out'] === true ? 'out' : 'in',
    outstanding: values['outstanding'] === true,
    ...(participant === undefined ? undefined : { participant }),
  } as const;
  const pages: FilingsAnswer[] = [await client.filings(query)];
  for (let after = pages[0]?.next; after !== undefined; after = pages.at(-1)?.next) {
    pages.push(await client.filings({ ...query, after }));
  }
  const all = pages.flatMap((page) => page.filings);
  const { status, due, what, step, happened, category, shipment } = session.words.table;
  const rows = all.map((each) => [
    session.status(each.status),
    showTime(each.due),
    each.names === undefined ? session.say('deadline') : inLanguage(session, each.names),
    stepWord(session.language, each.step),
    showTime(each.happened),
    ...[each.category, each.ref],
  ]);
  const head = [status, due, what, step, happened, category, shipment];
  const lines = rows.length === 0 ? [session.say('nothing')] : table(head, rows);
  return { ok: true, data: { participant: pages[0]?.participant, filings: all }, lines };
}
