import {
  keys,
  OWN_STEPS,
  parseTime,
  pendingKey,
  readEntryRef,
  type Filed,
  type FilingsAnswer,
  type Flow,
  type ParticipantRecord,
  type PendingRecord,
  type Role,
} from '@suyuan/domain';
import { toFiled, type FilingsQuery } from './filed.js';
import type { DeedEntry } from './index/deed-reader.js';
import type { IndexView } from './index/index-view.js';
import { readEntryValue } from './index/signed-text.js';
import { RulesThen } from './rules-then.js';

type Asked = Pick<FilingsQuery, 'after' | 'limit' | 'now' | 'outstanding'>;

/**
 * What a participant made, used, sold to the public, exported or destroyed, category by category. An act that takes two
 * signatures is reported when the last one is on the ledger.
 */
export async function listOwnFilings(
  view: IndexView,
  participant: ParticipantRecord,
  { after, limit, now, outstanding }: Asked,
): Promise<FilingsAnswer> {
  const { id, roles } = participant;
  if (outstanding) return listAwaited(view, participant, { after, limit, now });
  const [from, place] = cut(after ?? '');
  const filings: Filed[] = [];
  let left = limit;
  for (const category of await categoriesOf(view, roles)) {
    if (category < from) continue;
    if (left <= 0) return { participant: id, filings, next: `${category}|` };
    const start = category === from && place !== '' ? place : undefined;
    const { items, next } = await view.deeds(id, category, start, left);
    const pending = await view.states(items.map(({ ref }) => pendingKey(ref)));
    const deeds = items.map((item, i) => ({ ...item, category, waiting: pending[i] }));
    filings.push(...(await filedOf(view, participant, deeds, now)));
    if (next !== undefined) return { participant: id, filings, next: `${category}|${next}` };
    left -= items.length;
  }
  return { participant: id, filings };
}

/** Those that wait for a signature. */
async function listAwaited(
  view: IndexView,
  participant: ParticipantRecord,
  { after, limit, now }: Omit<Asked, 'outstanding'>,
): Promise<FilingsAnswer> {
  const { items, next } = await view.awaited(participant.id, after, limit);
  const excerpts = await view.excerpts(items);
  const pending = await view.states(items.map(pendingKey));
  const deeds = items.flatMap((ref, i): readonly Deed[] => {
    const { document, entry } = readEntryRef(ref);
    const found = excerpts.get(document)?.entries.find(({ index }) => index === entry);
    const waiting = pending[i];
    const { step, lines = [], units = [] } = waiting ?? {};
    const own = OWN_STEPS.find((each) => each === step);
    const unit = units[0] === undefined ? undefined : view.state(keys.unit(units[0].unit));
    const category = view.state(keys.lot(lines[0]?.lot ?? unit?.batch ?? ''))?.category;
    if (found === undefined || own === undefined || category === undefined) return [];
    const { eventTime } = readEntryValue(found.entry) as { eventTime: string };
    return [{ ref, step: own, category, happened: Math.floor((parseTime(eventTime) ?? 0) / 1000), waiting }];
  });
  const filings = await filedOf(view, participant, deeds, now);
  return { participant: participant.id, filings, ...(next === undefined ? undefined : { next }) };
}

interface Deed extends DeedEntry, Pick<Filed, 'category'> {
  /** What it waits for, or waited; undefined where one signature was enough. */
  readonly waiting: PendingRecord | undefined;
}

async function filedOf(
  view: IndexView,
  { division, roles }: ParticipantRecord,
  deeds: readonly Deed[],
  now: number,
): Promise<readonly Filed[]> {
  const rules = new RulesThen(view, division);
  const filings: Filed[] = [];
  for (const { ref, step, category, happened, waiting } of deeds) {
    if (waiting?.status === 'withdrawn') continue;
    const told = view.timeOf(ref);
    const pack = told === undefined ? undefined : await rules.at(category, told);
    if (pack === undefined) continue;
    const recorded = waiting === undefined ? told : lastSigned(view, waiting);
    const flow: Flow = { step, happened, ...(recorded === undefined ? undefined : { recorded }) };
    filings.push(...toFiled({ ref, category }, pack, flow, roles, now));
  }
  return filings;
}

function lastSigned(view: IndexView, { status, last }: PendingRecord): number | undefined {
  return status === 'done' ? view.timeOf(last) : undefined;
}

/** Those that ever wanted to hear of such acts, by whoever has one of these roles; in the order of their names. */
async function categoriesOf(view: IndexView, roles: readonly Role[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { pack } of await view.categories()) {
    const versions = await view.categoryVersions(pack.id);
    const wanted = versions.some(({ pack: { steps, filings = [] } }) => {
      const filed = filings.some((each) => each.roles.some((role) => roles.includes(role)));
      return filed || OWN_STEPS.some((step) => steps[step]?.deadline !== undefined);
    });
    if (wanted) found.push(pack.id);
  }
  return found.sort();
}

/** `category|place`. */
function cut(after: string): readonly [string, string] {
  const at = after.indexOf('|');
  return [after.slice(0, Math.max(0, at)), after.slice(at + 1)];
}
