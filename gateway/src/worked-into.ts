import { isObject, keys, parseEntry, parseEvent, readEntryRef, type EntryRef, type LotRecord } from '@suyuan/domain';
import type { IndexView } from './index/index-view.js';

/** Lots that entries of a journey made of others, one each: by their categories' rules the inputs were used, too. */
export async function workedInto(view: IndexView, refs: readonly EntryRef[]): Promise<readonly LotRecord[]> {
  const excerpts = await view.excerpts(refs);
  const outputs = refs.flatMap((ref) => {
    const { document, entry: index } = readEntryRef(ref);
    const shown = excerpts.get(document)?.entries.find((each) => each.index === index);
    if (shown === undefined) return [];
    const { value } = parseEntry(shown.entry);
    if (!isObject(value) || value['type'] !== 'TransformationEvent') return [];
    const event = parseEvent(value);
    const made = event.type === 'TransformationEvent' ? event.outputQuantityList[0]?.epcClass.gs1?.path : undefined;
    return made === undefined ? [] : [keys.lot(made)];
  });
  return (await view.states([...new Set(outputs)])).filter((lot) => lot !== undefined);
}
