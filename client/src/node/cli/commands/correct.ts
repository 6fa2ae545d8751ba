import type { Command } from 'commander';
import {
  entryRef,
  isDigest,
  parseEntryUrn,
  parseHead,
  TraceError,
  type EntryName,
  type SignedDocument,
} from '@suyuan/domain';
import { ERROR_REASONS, errorDeclaration, findEvent, type ErrorReason } from '../../../acts/correct.js';
import { signDocument } from '../../../signing/sign-document.js';
import { nodeHash } from '../../hash.js';
import { leaf, text, texts, type Runner, type Values } from '../leaf.js';
import { reportResults } from '../render-result.js';
import type { Report, Session } from '../session.js';
import { summary } from '../summary.js';

/** An event of one's own that is on the ledger is declared wrong: both stay visible. */
export function addCorrect(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  const options = {
    '--reason <reason>!': help.errorReason,
    '--event <id>': help.eventId,
    '--corrective <id...>': help.corrective,
    '--check': help.check,
  };
  leaf(program, runner, 'correct <entry>', help.correct, options, correct);
}

async function correct(session: Session, [name = '']: readonly string[], values: Values): Promise<Report> {
  const reason = readReason(text(values, 'reason') ?? '');
  const { document: id, index } = readName(name);
  const signer = await session.signer();
  const client = session.gateway(signer);
  const { document } = await client.document(id);
  const place = index ?? placeOf(session, document, text(values, 'event'));
  const correction = { reason, corrective: texts(values, 'corrective') };
  const { event, witness } = errorDeclaration(document, place, correction, nodeHash);
  // The ledger knows events by who signed them, and would say the same.
  const { kid } = parseHead(document.jws, nodeHash);
  if (!signer.kid.startsWith(`${kid.participant}:`)) throw new TraceError('ORIGINAL_UNKNOWN');
  const { aud } = await client.ledger();
  const signed = await signDocument('events', [event], { aud, signer, hash: nodeHash });
  const { results } = await client.send([{ ...signed, witness }], { check: values['check'] === true });
  const report = reportResults(session, [], results);
  const told = session.say('declaredWrong', { entry: entryRef(id, place), what: summary(event) });
  return { ...report, lines: [told, ...report.lines] };
}

function readReason(word: string): ErrorReason {
  const reason = ERROR_REASONS.find((each) => each === word);
  if (reason !== undefined) return reason;
  throw new TraceError('FIELD_VALUE', { path: '--reason', value: word, allowed: ERROR_REASONS });
}

/** `urn:suyuan:entry:<document>:<index>`, `<document>#<index>`, or a document alone. Throws IDENTIFIER_INVALID. */
function readName(name: string): Pick<EntryName, 'document'> & Partial<EntryName> {
  if (isDigest(name)) return { document: name };
  const named = parseEntryUrn(name.startsWith('urn:') ? name : `urn:suyuan:entry:${name.replace('#', ':')}`);
  if (named === undefined) throw new TraceError('IDENTIFIER_INVALID', { value: name.slice(0, 120), scheme: 'entry' });
  return named;
}

/** The event of that id, or the only one. Throws NOT_FOUND, USAGE. */
function placeOf(session: Session, document: SignedDocument, eventID: string | undefined): number {
  if (eventID !== undefined) return findEvent(document, eventID);
  const { length } = document.entries;
  if (length > 1) throw new TraceError('USAGE', { reason: session.say('whichEntry', { n: length }) });
  return 0;
}
