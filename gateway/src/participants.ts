import { TraceError, type ParticipantAnswer, type ParticipantsAnswer, type ParticipantSummary } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

export async function listParticipants(
  view: IndexView,
  after: string | undefined,
  limit: number,
): Promise<ParticipantsAnswer> {
  const { items, next } = await view.participants(after, limit);
  return { participants: items, ...(next === undefined ? undefined : { next }) };
}

/** Throws NOT_FOUND. */
export async function showParticipant(view: IndexView, id: string): Promise<ParticipantAnswer> {
  const participant = view.participant(id);
  if (participant === undefined) throw new TraceError('NOT_FOUND', { what: id });
  return { participant, keys: await view.keysOf(id) };
}

/** Names and roles of those who appear in an answer. */
export function summaries(view: IndexView, ids: Iterable<string>): Readonly<Record<string, ParticipantSummary>> {
  const found: Record<string, ParticipantSummary> = {};
  for (const each of ids) {
    const record = view.participant(each);
    if (record === undefined) continue;
    const { id, name, roles, division, status } = record;
    found[id] = { id, name, roles, division, status };
  }
  return found;
}
