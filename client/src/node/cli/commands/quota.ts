import type { Command } from 'commander';
import { quota } from '../../../acts/quota.js';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { listed } from '../lists.js';
import type { Report, Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';

/** Quotas of what is balanced: granted by regulators; with the books, shown to whose they are and to regulators. */
export function addQuota(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const command = program.command('quota').description(help.quota);
  const granted = {
    '--category <id>!': help.categoryId,
    '--substance <name>!': help.substance,
    '--period <period>!': help.period,
    '--amount <number>!': help.amount,
    '--uom <unit>!': help.uom,
    '--statement <text>': help.statement,
  };
  leaf(command, runner, 'grant <uscc>', help.quotaGrant, granted, (own, [id = ''], values) =>
    signAndSend(own, 'quota', [fromOptions(id, values)]),
  );
  leaf(command, runner, 'list [uscc]', help.quotaList, { '--period <period>': help.ofPeriod }, list);
}

function fromOptions(participant: string, values: Values): ReturnType<typeof quota> {
  const [substance = '', period = '', amount = ''] = ['substance', 'period', 'amount'].map((name) =>
    text(values, name),
  );
  const statement = text(values, 'statement');
  return quota({
    ...{ participant, category: text(values, 'category') ?? '', substance, period, amount },
    uom: text(values, 'uom') ?? '',
    ...(statement === undefined ? undefined : { statement }),
  });
}

async function list(session: Session, [id]: readonly string[], values: Values): Promise<Report> {
  const period = text(values, 'period');
  const answer = await session.gateway(await session.signer()).quotas({
    ...(id === undefined ? undefined : { participant: id }),
    ...(period === undefined ? undefined : { period }),
  });
  const { category, substance, period: when, quota: granted, drawn, left, stock } = session.words.table;
  const rows = answer.accounts.map(({ book, uom, quota: own, left: rest, ...account }) => [
    ...[account.category, account.substance, account.period],
    ...(own === undefined ? ['–', '–'] : [`${own.amount} ${uom}`, `${rest ?? '0'} ${uom}`]),
    ...(book === undefined ? ['0', '0'] : [`${book.drawn} ${uom}`, `${book.closing} ${uom}`]),
  ]);
  const head = [category, substance, when, granted, left, drawn, stock];
  return { ok: true, data: answer, lines: listed(session, head, rows) };
}
