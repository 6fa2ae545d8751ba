import { text, type Values } from './leaf.js';
import type { Session } from './session.js';
import { table } from './table.js';

/** All pages of a list. */
export async function pagesOf<P extends { readonly next?: string }>(
  read: (from: { readonly after?: string }) => Promise<P>,
): Promise<readonly P[]> {
  const pages = [await read({})];
  for (let after = pages[0]?.next; after !== undefined; after = pages.at(-1)?.next) pages.push(await read({ after }));
  return pages;
}

/** Rows under their headings, or that there are none. */
export function listed(session: Session, headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [session.say('nothing')] : table(headings, rows);
}

/** Whose list a regulator asks for; one's own unless said. */
export function ofParticipant(values: Values): { participant?: string } {
  const participant = text(values, 'participant');
  return participant === undefined ? {} : { participant };
}
