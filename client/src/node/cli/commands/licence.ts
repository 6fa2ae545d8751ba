import type { Command } from 'commander';
import type { LicenceEntry } from '@suyuan/domain';
import { licence, licenceChange, licenceRenewal, type LicenceName } from '../../../acts/registers.js';
import { localTime } from '../../../acts/event.js';
import { leaf, text, texts, type Runner, type Values } from '../leaf.js';
import { listed } from '../lists.js';
import type { Report, Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';

/** Licences and accreditations: entered and changed by regulators, shown to all. */
export function addLicence(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const command = program.command('licence').description(help.licence);
  const name = { '--type <type>!': help.licenceType, '--number <text>!': help.licenceNumber };
  const granted = {
    ...name,
    '--category <id...>!': help.licenceCategory,
    '--scope <text...>': help.scope,
    '--from <day>!': help.firstDay,
    '--until <day>': help.lastDay,
    '--authority <text>!': help.authority,
  };
  leaf(command, runner, 'grant <uscc>', help.licenceGrant, granted, (own, [id = ''], values) =>
    signAndSend(own, 'licence', [fromOptions(id, values)]),
  );
  const later = { ...name, '--until <day>!': help.lastDay };
  leaf(command, runner, 'renew <uscc>', help.licenceRenew, later, (own, [id = ''], values) =>
    signAndSend(own, 'licence', [licenceRenewal(nameOf(id, values), text(values, 'until') ?? '')]),
  );
  const changes = { suspend: help.licenceSuspend, readmit: help.licenceReadmit, revoke: help.licenceRevoke };
  for (const action of ['suspend', 'readmit', 'revoke'] as const) {
    const options = { ...name, '--reason <text>!': help.reason };
    leaf(command, runner, `${action} <uscc>`, changes[action], options, (own, [id = ''], values) =>
      signAndSend(own, 'licence', [licenceChange(action, nameOf(id, values), text(values, 'reason') ?? '')]),
    );
  }
  leaf(command, runner, 'list <uscc>', help.licenceList, {}, list);
}

function nameOf(participant: string, values: Values): LicenceName {
  return { participant, type: text(values, 'type') ?? '', number: text(values, 'number') ?? '' };
}

function fromOptions(participant: string, values: Values): LicenceEntry {
  const [until, scopes] = [text(values, 'until'), texts(values, 'scope')];
  return licence({
    ...nameOf(participant, values),
    categories: texts(values, 'category'),
    ...(scopes.length === 0 ? undefined : { scopes }),
    from: text(values, 'from') ?? '',
    ...(until === undefined ? undefined : { until }),
    authority: text(values, 'authority') ?? '',
  });
}

async function list(session: Session, [id = '']: readonly string[]): Promise<Report> {
  const answer = await session.gateway().licences(id);
  const { type, number, status, categories, scopes, valid } = session.words.table;
  const rows = answer.licences.flatMap((record) =>
    record.licences.map((each) => [
      record.type,
      each.number,
      session.status(each.status),
      `${dayOf(each.from)} – ${each.until === undefined ? '' : dayOf(each.until)}`,
      each.categories.join(', '),
      each.scopes.join(', '),
    ]),
  );
  return { ok: true, data: answer, lines: listed(session, [type, number, status, valid, categories, scopes], rows) };
}

/** Days of licences are days in China. */
function dayOf(seconds: number): string {
  return localTime(new Date(seconds * 1000)).slice(0, 10);
}
