import {
  checkTimes,
  fromBase64url,
  leafHash,
  parseEntry,
  parseHead,
  TraceError,
  utf8,
  verifyInclusion,
  type DocumentHead,
  type Evidence,
  type EvidenceDocument,
  type EvidenceEntry,
  type Json,
  type RecordPosition,
} from '@suyuan/domain';
import { sha256 } from '../keys/hash.js';
import type { Findings } from './findings.js';

/** A document whose id, form and shown entries have been checked; not yet its signature. */
export interface ShownDocument {
  readonly head: DocumentHead;
  /** As the gateway states it. */
  readonly record: RecordPosition;
  /** In order of their index. */
  readonly entries: readonly { readonly index: number; readonly value: Json }[];
}

/** The documents of all pages in the ledger's order as stated; what does not hold is left out, and is a finding. */
export function readEvidence(pages: readonly Evidence[], findings: Findings): ShownDocument[] {
  const shown: ShownDocument[] = [];
  for (const [id, document] of merge(pages, findings)) {
    const head = findings.try('documents', () => readHead(id, document));
    if (head === undefined) continue;
    const entries = document.entries.flatMap((entry) => {
      const value = findings.try('entries', () => readEntry(head, entry));
      return value === undefined ? [] : [{ index: entry.index, value }];
    });
    entries.sort((a, b) => a.index - b.index);
    shown.push({ head, record: document.record, entries });
  }
  shown.sort((a, b) => compare(a.record, b.record));
  shown.forEach((document, i) => {
    const next = shown[i + 1];
    if (next !== undefined && compare(document.record, next.record) === 0) {
      findings.fail('documents', 'EVIDENCE_INVALID', { what: `position of ${next.head.id}` });
    }
  });
  return shown;
}

/** One document may be shown on several pages, an entry here and an entry there. */
function merge(pages: readonly Evidence[], findings: Findings): Map<string, EvidenceDocument> {
  const merged = new Map<string, EvidenceDocument>();
  for (const { documents } of pages) {
    for (const [id, document] of Object.entries(documents)) {
      const before = merged.get(id);
      const entries = new Map((before?.entries ?? []).map((entry) => [entry.index, entry]));
      for (const entry of document.entries) {
        if (entries.has(entry.index) && entries.get(entry.index)?.entry !== entry.entry) {
          findings.fail('entries', 'EVIDENCE_INVALID', { what: `${id}#${entry.index}` });
        }
        entries.set(entry.index, entry);
      }
      if (before !== undefined && (before.jws !== document.jws || compare(before.record, document.record) !== 0)) {
        findings.fail('documents', 'EVIDENCE_INVALID', { what: id });
      }
      merged.set(id, { ...document, entries: [...entries.values()] });
    }
  }
  return merged;
}

function readHead(id: string, { jws, record }: EvidenceDocument): DocumentHead {
  const head = parseHead(jws, sha256);
  if (head.id !== id) throw new TraceError('DOCUMENT_ID_MISMATCH', { document: id, expected: head.id });
  const numbers = [record.block, record.transaction, record.position, record.time];
  if (record.document !== id || record.kind !== head.kind || !numbers.every(isCount)) {
    throw new TraceError('EVIDENCE_INVALID', { what: `record of ${id}` });
  }
  checkTimes(head, record.time);
  return head;
}

/** RFC 9162 §2.1.3.2: from the entry's text by its path to the root that the signature is over. */
function readEntry(head: DocumentHead, { index, entry, path }: EvidenceEntry): Json {
  if (!isCount(index)) throw new TraceError('EVIDENCE_INVALID', { what: `index in ${head.id}` });
  const leaf = leafHash(utf8(entry), sha256);
  const siblings = path.map((sibling) => {
    const bytes = fromBase64url(sibling);
    if (bytes.length !== 32) throw new TraceError('EVIDENCE_INVALID', { what: `path in ${head.id}` });
    return bytes;
  });
  if (!verifyInclusion(leaf, index, head.n, siblings, head.root, sha256)) {
    throw new TraceError('ENTRY_NOT_INCLUDED', { document: head.id, index });
  }
  return parseEntry(entry).value;
}

function compare(a: RecordPosition, b: RecordPosition): number {
  return a.block - b.block || a.transaction - b.transaction || a.position - b.position;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
