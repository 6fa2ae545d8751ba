import { entryUrn, readEntryRef, type CountersignatureEntry, type EntryRef } from '@suyuan/domain';

/** Value of an entry of kind `countersignature`: one's word for an act that takes several. */
export function countersignature(entry: EntryRef, statement?: string): CountersignatureEntry {
  const { document, entry: index } = readEntryRef(entry);
  return { entry: entryUrn(document, index), ...(statement === undefined ? undefined : { statement }) };
}
