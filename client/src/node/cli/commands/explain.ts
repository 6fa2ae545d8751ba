import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import {
  CODES,
  explain as sentence,
  isArray,
  isCode,
  isObject,
  parseJson,
  TraceError,
  type Code,
  type Facts,
  type Json,
} from '@suyuan/domain';
import { readText } from '../../files.js';
import { leaf, type Runner } from '../leaf.js';
import type { Report, Session } from '../session.js';

export function addExplain(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  leaf(program, runner, 'explain <code-or-file>', session.words.help.explain, {}, async (own, [subject = '']) =>
    report(own, existsSync(subject) ? found(parseJson(await readText(subject))) : [named(own, subject)]),
  );
}

interface Told {
  readonly code: Code;
  readonly facts?: Facts;
  readonly entry?: Json;
}

function report(session: Session, all: readonly Told[]): Report {
  if (all.length === 0) throw new TraceError('USAGE', { reason: session.say('unknownCode', { code: '?' }) });
  return {
    ok: true,
    data: all.map(({ code, facts, entry }) => ({ code, status: CODES[code].status, ...texts(code, facts), entry })),
    lines: all.flatMap(({ code, facts }) => {
      const { zh, en } = texts(code, facts);
      return [`${code} (${session.say('httpStatus', { status: CODES[code].status })})`, `  ${zh}`, `  ${en}`];
    }),
  };
}

/** With the facts filled in where there are any, else with their names. */
function texts(code: Code, facts: Facts | undefined): { zh: string; en: string } {
  if (facts === undefined) return { zh: CODES[code].zh, en: CODES[code].en };
  return { zh: sentence(code, facts, 'zh'), en: sentence(code, facts, 'en') };
}

function named(session: Session, word: string): Told {
  const code = word.toUpperCase();
  if (!isCode(code)) throw new TraceError('USAGE', { reason: session.say('unknownCode', { code: word.slice(0, 80) }) });
  return { code };
}

/** Every code in a saved problem or answer, the innermost first: a refusal's own sentence says least. */
function found(value: Json): Told[] {
  if (isArray(value)) return value.flatMap(found);
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap(found);
  const { code, facts, entry } = value;
  if (typeof code !== 'string' || !isCode(code)) return inner;
  const told: Told = {
    code,
    ...(isObject(facts) ? { facts } : undefined),
    ...(entry === undefined ? undefined : { entry }),
  };
  return [...inner, told];
}
