import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { isWebUri, TraceError, type ItemAnswer } from '@suyuan/domain';
import { itemPath } from '../../../acts/item-name.js';
import { nowSeconds } from '../../../time.js';
import { verifyItem } from '../../../verify/verify-item.js';
import type { Verdict } from '../../../verify/verdict.js';
import { readText, writeOver } from '../../files.js';
import { leaf, text, type Runner, type Values } from '../leaf.js';
import { renderStory, renderVerdict } from '../render-verdict.js';
import type { Report, Session } from '../session.js';

export function addItem(program: Command, runner: Runner, session: Pick<Session, 'words'>): void {
  const { help } = session.words;
  leaf(program, runner, 'item <item>', help.item, { '--out <file>': help.out }, async (own, [item = ''], values) => {
    const { verdict, pin, pages } = await judge(own, item);
    const out = text(values, 'out');
    if (out !== undefined) await writeOver(out, `${JSON.stringify(pages)}\n`);
    const { story } = verdict;
    return {
      ok: verdict.ok,
      data: verdict,
      lines: [
        ...(story === undefined ? [] : [...renderStory(own, story), '']),
        ...renderVerdict(own, verdict, pin),
        ...(out === undefined ? [] : [own.say('saved', { file: out })]),
      ],
    };
  });
  leaf(program, runner, 'verify <file-or-item>', help.verify, { '--item <item>': help.itemOf }, verify);
  leaf(program, runner, 'label <item>', help.label, { '--out <file>!': help.out }, label);
}

async function verify(session: Session, [subject = '']: readonly string[], values: Values): Promise<Report> {
  const { verdict, pin } = existsSync(subject)
    ? await judgeSaved(session, subject, text(values, 'item'))
    : await judge(session, subject);
  return { ok: verdict.ok, data: verdict, lines: renderVerdict(session, verdict, pin) };
}

interface Judged {
  readonly verdict: Verdict;
  readonly pin: string;
  readonly pages: readonly ItemAnswer[];
}

/** A Digital Link is asked of the gateway that it points to, unless another one was named. */
async function judge(session: Session, item: string): Promise<Judged> {
  const path = itemPath(item);
  const own = session.options.gateway === undefined && session.env['SUYUAN_GATEWAY'] === undefined;
  const linked = own && isWebUri(item) && !/^https?:\/\/id\.gs1\.org\//i.test(item);
  const client = session.gateway(undefined, linked ? new URL(item).origin : session.gatewayUrl);
  const pages = await client.itemPages(path);
  const [first] = pages;
  const pin = await session.pin(client, first?.ledger ?? (await client.ledger()));
  return { verdict: await verifyItem(pages, { item: path, pin, now: nowSeconds() }), pin, pages };
}

/** Offline: the pin must be known from elsewhere than the file, given or remembered from that ledger's gateway. */
async function judgeSaved(session: Session, file: string, item: string | undefined): Promise<Judged> {
  const answer = readAnswer(await readText(file), file);
  const pages = Array.isArray(answer) ? (answer as ItemAnswer[]) : [answer as ItemAnswer];
  const aud = pages.at(-1)?.ledger.aud;
  const known = Object.values(await session.pins.read()).find((pin) => pin.aud === aud);
  const pin = session.options.pin ?? session.env['SUYUAN_PIN'] ?? known?.regulator;
  if (pin === undefined) throw new TraceError('USAGE', { reason: '--pin THUMBPRINT (SUYUAN_PIN)' });
  const subject = item ?? pages[0]?.item ?? '';
  return { verdict: await verifyItem(pages, { item: subject, pin, now: nowSeconds() }), pin, pages };
}

function readAnswer(json: string, file: string): unknown {
  try {
    const answer = JSON.parse(json) as unknown;
    const [first] = Array.isArray(answer) ? (answer as unknown[]) : [answer];
    if (typeof first === 'object' && first !== null && 'item' in first && 'ledger' in first) return answer;
  } catch {
    // Not even JSON.
  }
  throw new TraceError('FILE_UNREADABLE', { file, reason: 'not an answer saved by "item --out"' });
}

async function label(session: Session, [item = '']: readonly string[], values: Values): Promise<Report> {
  const out = text(values, 'out') ?? '';
  const svg = await session.gateway().label(item);
  await writeOver(out, svg);
  return { ok: true, data: { file: out }, lines: [session.say('saved', { file: out })] };
}
