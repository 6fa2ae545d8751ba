import type { Command } from 'commander';
import { parseProof, ROLES, TraceError, type ParticipantRecord, type Role } from '@suyuan/domain';
import { readmission, registration, suspension } from '../../../acts/registry.js';
import { nodeHash } from '../../hash.js';
import { leaf, text, texts, type Runner, type Values } from '../leaf.js';
import { inLanguage } from '../render-verdict.js';
import { pagesOf } from '../lists.js';
import type { Report, Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';
import { table } from '../table.js';

export function addParticipants(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const participants = program.command('participants').description(help.participants);
  const profile = {
    '--proof <text>!': help.proof,
    '--name <zh>!': help.name,
    '--name-en <en>': help.nameEn,
    '--role <role...>!': `${help.role}: ${ROLES.join(', ')}`,
    '--division <digits>!': help.division,
    '--address <text>': help.address,
    '--gln <digits...>': help.gln,
    '--prefix <digits...>': help.prefix,
    '--category <id...>': help.onlyCategory,
    '--label <text>': help.label_,
  };
  leaf(participants, runner, 'register', help.participantsRegister, profile, register);
  leaf(participants, runner, 'list', help.participantsList, {}, list);
  leaf(participants, runner, 'show <uscc>', help.participantsShow, {}, show);
  const reason = { '--reason <text>!': help.reason };
  leaf(participants, runner, 'suspend <uscc>', help.participantsSuspend, reason, (own, [id = ''], values) =>
    signAndSend(own, 'participant', [suspension(id, text(values, 'reason') ?? '')]),
  );
  leaf(participants, runner, 'readmit <uscc>', help.participantsReadmit, reason, (own, [id = ''], values) =>
    signAndSend(own, 'participant', [readmission(id, text(values, 'reason') ?? '')]),
  );
}

/** The proof says who it is: nobody is registered under another's code by mistake. */
async function register(session: Session, _: readonly string[], values: Values): Promise<Report> {
  const proof = await session.textOrFile(text(values, 'proof') ?? '');
  const { participant: id } = parseProof(proof, nodeHash);
  const [english, address, label] = [text(values, 'nameEn'), text(values, 'address'), text(values, 'label')];
  const categories = texts(values, 'category');
  const entry = registration({
    id,
    name: { zh: text(values, 'name') ?? '', ...(english === undefined ? undefined : { en: english }) },
    roles: texts(values, 'role').map(readRole),
    division: text(values, 'division') ?? '',
    ...(address === undefined ? undefined : { address }),
    glns: texts(values, 'gln'),
    prefixes: texts(values, 'prefix'),
    ...(categories.length === 0 ? undefined : { categories }),
    proof,
    ...(label === undefined ? undefined : { label }),
  });
  return signAndSend(session, 'participant', [entry]);
}

async function list(session: Session): Promise<Report> {
  const client = session.gateway();
  const pages = await pagesOf(({ after }) => client.participants(after));
  const all = pages.flatMap((page) => page.participants);
  const { participant, name, roles, division, status } = session.words.table;
  const rows = all.map((record) => row(session, record));
  return { ok: true, data: { participants: all }, lines: table([participant, division, status, roles, name], rows) };
}

async function show(session: Session, [id = '']: readonly string[]): Promise<Report> {
  const answer = await session.gateway().participant(id);
  const { participant, name, roles, division, status, key, label } = session.words.table;
  const keys = answer.keys.map((record) => [record.thumbprint, session.status(record.status), record.label ?? '']);
  return {
    ok: true,
    data: answer,
    lines: [
      ...table([participant, division, status, roles, name], [row(session, answer.participant)]),
      '',
      ...table([key, status, label], keys),
    ],
  };
}

function row(session: Session, { id, division, status, roles, name }: ParticipantRecord): string[] {
  return [id, division, session.status(status), roles.join(', '), inLanguage(session, name)];
}

function readRole(word: string): Role {
  const role = ROLES.find((candidate) => candidate === word);
  if (role === undefined) throw new TraceError('FIELD_VALUE', { path: '--role', value: word, allowed: ROLES });
  return role;
}
