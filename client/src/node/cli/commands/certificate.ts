import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { TraceError, type CertificateEntry, type CertificateItem } from '@suyuan/domain';
import { localTime } from '../../../acts/event.js';
import { certificate, certificateRevocation } from '../../../acts/registry.js';
import { readContent } from '../read-content.js';
import { readBytes } from '../../files.js';
import { leaf, text, texts, type Runner, type Values } from '../leaf.js';
import type { Report, Session } from '../session.js';
import { signAndSend } from '../sign-and-send.js';

export function addCertificate(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const command = program.command('certificate').description(help.certificate);
  const options = {
    '--type <type>': help.type,
    '--number <text>': help.number,
    '--category <id>': help.categoryId,
    '--lot <lot...>': help.lot,
    '--result <result>': help.result,
    '--issued <day>': help.issued,
    '--valid-until <day>': help.validUntil,
    '--test <line...>': help.test,
    '--attach <file>': help.attach,
    '--statement <text>': help.statement,
  };
  leaf(command, runner, 'issue [file]', help.certificateIssue, options, issue);
  const reason = { '--reason <text>!': help.reason };
  leaf(command, runner, 'revoke <number>', help.certificateRevoke, reason, (own, [number = ''], values) =>
    signAndSend(own, 'certificate', [certificateRevocation(number, text(values, 'reason') ?? '')]),
  );
  leaf(command, runner, 'show <issuer> <number>', help.certificateShow, {}, show);
}

async function issue(session: Session, [file]: readonly string[], values: Values): Promise<Report> {
  if (file === undefined) return signAndSend(session, 'certificate', [await fromOptions(values)]);
  const content = await readContent(file, 'certificate');
  if ('documents' in content) throw new TraceError('USAGE', { reason: `${file}: send` });
  return signAndSend(session, 'certificate', content.values);
}

async function fromOptions(values: Values): Promise<CertificateEntry> {
  const required = (name: string): string => {
    const value = text(values, name);
    if (value === undefined) throw new TraceError('USAGE', { reason: `--${name}` });
    return value;
  };
  const [validUntil, attach, statement] = [
    text(values, 'validUntil'),
    text(values, 'attach'),
    text(values, 'statement'),
  ];
  const items = texts(values, 'test').map(readItem);
  return certificate({
    type: required('type'),
    number: required('number'),
    category: required('category'),
    lots: texts(values, 'lot'),
    result: readResult(required('result'), '--result'),
    issued: text(values, 'issued') ?? localTime(new Date()).slice(0, 10),
    ...(validUntil === undefined ? undefined : { validUntil }),
    ...(items.length === 0 ? undefined : { items }),
    ...(attach === undefined ? undefined : { attachment: await readAttachment(attach) }),
    ...(statement === undefined ? undefined : { statement }),
  });
}

/** `name|method|found|limit|pass`; method and limit may be empty. */
function readItem(line: string): CertificateItem {
  const [name = '', method = '', found = '', limit = '', result = '', ...rest] = line
    .split('|')
    .map((part) => part.trim());
  if (name === '' || found === '' || rest.length > 0) throw new TraceError('USAGE', { reason: `--test ${line}` });
  return {
    name,
    ...(method === '' ? undefined : { method }),
    found,
    ...(limit === '' ? undefined : { limit }),
    result: readResult(result, '--test'),
  };
}

function readResult(word: string, path: string): 'pass' | 'fail' {
  if (word === 'pass' || word === 'fail') return word;
  throw new TraceError('FIELD_VALUE', { path, value: word, allowed: ['pass', 'fail'] });
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  ofd: 'application/ofd',
};

/** The file itself stays where it is: the certificate says how to recognise it. */
async function readAttachment(path: string): Promise<{ name: string; mediaType: string; sha256: string }> {
  const bytes = await readBytes(path);
  const name = basename(path);
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
  return { name, mediaType, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function show(session: Session, [issuer = '', number = '']: readonly string[]): Promise<Report> {
  const answer = await session.gateway().certificate(issuer, number);
  const { type, category, lots, result, status } = answer.certificate;
  return {
    ok: true,
    data: answer,
    lines: [`${type} ${issuer}/${number}: ${session.status(result)}, ${session.status(status)} (${category})`, ...lots],
  };
}
