import { isObject, type Json, type JsonObject } from '@suyuan/domain';
import type { SampleStep } from './chain.js';

/**
 * A step as its file has it: with entries of its own, or like an earlier step, whose signer, kind, witness and one entry it
 * takes over (`ship-fuji`, `ship-fuji 1` for its second entry) but for what it changes.
 */
export type WrittenStep<T extends SampleStep> =
  | (T & { readonly like?: never })
  | (Omit<T, 'by' | 'kind' | 'entries'> &
      Partial<Pick<T, 'by' | 'kind'>> & {
        readonly like: string;
        /** JSON merge patch (RFC 7396): null takes a member away, a list is replaced as a whole. */
        readonly change?: JsonObject;
      });

/** The step with all that it takes over. Throws where no earlier step has that name, or it has no such entry. */
export function resolveStep<T extends SampleStep>(written: WrittenStep<T>, earlier: readonly SampleStep[]): T {
  if (written.like === undefined) return written;
  const { like, change = {}, ...own } = written;
  const [name, index = '0'] = like.split(' ');
  const model = earlier.find(({ id }) => id === name);
  const entry = model?.entries[Number(index)];
  if (model === undefined || entry === undefined)
    throw new Error(`${own.id} is like ${like}, which is no earlier step`);
  const { by, kind, witness } = model;
  return {
    by,
    kind,
    ...(witness === undefined ? undefined : { witness }),
    ...own,
    change,
    entries: [merge(entry, change) as JsonObject],
  } as unknown as T;
}

function merge(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, name);
    else merged[name] = merge(merged[name] ?? null, value);
  }
  return merged;
}
