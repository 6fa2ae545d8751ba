import { documentId, entryText, signDocument } from '@suyuan/client';
import { LIMITS, type Kind, type SignedDocument } from '@suyuan/domain';
import type { Session } from './session.js';

/** One document to be signed: of one entry, whose text is what will stand on the ledger. */
export interface DraftDocument {
  readonly kind: Kind;
  /** The entry's JSON, to the letter. */
  readonly text: string;
}

/** What somebody is about to sign. Event ids are chosen here, once: signed twice, it still counts once. */
export interface Draft {
  readonly title: string;
  readonly summary: readonly (readonly [label: string, value: string])[];
  readonly documents: readonly DraftDocument[];
  /** Canonical path of the item that it is about, where it is about one. */
  readonly item?: string;
  /** Its label is worth printing next. */
  readonly labelled?: boolean;
}

export function draftDocument(kind: Kind, value: object): DraftDocument {
  return { kind, text: entryText(value) };
}

/** Days that a document waits for its ledger at most. */
export const LIFETIME_DAYS = LIMITS.defaultLifetime / 86_400;

export interface Signed {
  readonly id: string;
  readonly document: SignedDocument;
}

export async function sign({ kind, text }: DraftDocument, { signer, ledger }: Session): Promise<Signed> {
  const document = await signDocument(kind, [text], { aud: ledger.aud, signer });
  return { id: documentId(document), document };
}

/** The same JSON laid out in lines: white space is all that differs. */
export function layOut(text: string): string {
  let depth = 0;
  let inside = false;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const mark = text.charAt(i);
    if (inside) {
      out += mark;
      if (mark === '\\') out += text.charAt(++i);
      else if (mark === '"') inside = false;
      continue;
    }
    if (mark === '"') inside = true;
    if (mark === '{' || mark === '[') out += mark + newLine(++depth);
    else if (mark === '}' || mark === ']') out += newLine(--depth) + mark;
    else if (mark === ',') out += mark + newLine(depth);
    else out += mark === ':' ? ': ' : mark;
  }
  return out;
}

function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
