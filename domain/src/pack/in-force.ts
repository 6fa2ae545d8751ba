import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { formatTime } from '../epcis/time.js';
import { isWithin, provinceOf } from '../registry/division.js';
import { keys } from '../state/keys.js';
import type { CategoryRecord, CategoryVersion, ExtensionsRecord, ParticipantRecord } from '../state/records.js';
import { effectivePack, type EffectivePack, type Published } from './compose.js';
import { secondsOfDay } from './field-facts.js';
import type { CategoryPack, PackExtension } from './pack.js';

/** The version in force now. Throws CATEGORY_UNKNOWN, CATEGORY_NOT_YET. */
export function versionInForce(
  category: string,
  { state, context }: Pick<Scene, 'state' | 'context'>,
): CategoryVersion {
  const record = state.get(keys.category(category));
  if (record === undefined) throw new TraceError('CATEGORY_UNKNOWN', { category });
  const version = presentVersion(record, context.now);
  if (version !== undefined) return version;
  throw new TraceError('CATEGORY_NOT_YET', { category, from: formatTime(record.from * 1000) });
}

/** The version of a category that is in force at a time (seconds); undefined where its first is not yet. */
export function presentVersion(record: CategoryRecord, at: number): CategoryVersion | undefined {
  if (record.next !== undefined && record.next.from <= at) return record.next;
  return record.from <= at ? record : undefined;
}

/** What binds the signer now. Throws CATEGORY_UNKNOWN, CATEGORY_NOT_YET. */
export function packFor(category: string, scene: Scene): EffectivePack {
  return packOf(category, scene.signer, scene);
}

/** What binds a participant now. Throws CATEGORY_UNKNOWN, CATEGORY_NOT_YET. */
export function packOf(
  category: string,
  whom: ParticipantRecord,
  scene: Pick<Scene, 'state' | 'context'>,
): EffectivePack {
  const { pack, by } = versionInForce(category, scene);
  return effectivePack({ value: pack, by }, extensionsFor(category, whom, scene.context.now, scene));
}

/** The same where goods come into being. Throws CATEGORY_RETIRED. */
export function packForNew(category: string, scene: Scene): EffectivePack {
  const pack = packFor(category, scene);
  const { retired } = scene.state.get(keys.category(category)) ?? {};
  const until = scene.context.now > lastSecond(pack) ? pack.inForce.until : undefined;
  if (until !== undefined || (retired !== undefined && retired.from <= scene.context.now)) {
    throw new TraceError('CATEGORY_RETIRED', { category, version: pack.version });
  }
  return pack;
}

/**
 * What binds whoever takes over goods that were shipped at `shipped` (transaction time) under a version: that version, and
 * the extensions of its own division that were in force then; a version that binds at once takes its place.
 */
export function packAtShipping(category: string, version: string, shipped: number, scene: Scene): EffectivePack {
  const present = versionInForce(category, scene);
  if (present.pack.inTransit === 'at_once') return packFor(category, scene);
  const same = present.pack.version === version;
  const record = same ? present : scene.state.get(keys.categoryVersion(category, version));
  if (record === undefined) throw new TraceError('CATEGORY_UNKNOWN', { category });
  const before = extensionsFor(category, scene.signer, shipped, scene, shipped);
  return effectivePack({ value: record.pack, by: record.by }, before);
}

/**
 * Extensions in force at a time for whom they bind, of those that were published by `known`: that they are on the ledger
 * decides, not two gateways' clocks. Most provinces have none: the category's record says which do.
 */
function extensionsFor(
  category: string,
  { division }: ParticipantRecord,
  at: number,
  { state }: Pick<Scene, 'state'>,
  known = Number.MAX_SAFE_INTEGER,
): readonly Published<PackExtension>[] {
  const province = provinceOf(division);
  if (state.get(keys.category(category))?.extended?.includes(province) !== true) return NONE;
  return extensionsAt(state.get(keys.extensions(category, province)), division, at, known);
}

/** Those of a province that bind in a division of it at a time (seconds), of those that were published by `known`. */
export function extensionsAt(
  record: ExtensionsRecord | undefined,
  division: string,
  at: number,
  known = Number.MAX_SAFE_INTEGER,
): readonly Published<PackExtension>[] {
  if (record === undefined) return NONE;
  return record.all
    .filter(({ from, until, recorded }) => from <= at && (until === undefined || at < until) && recorded <= known)
    .filter(({ extension }) => isWithin(division, extension.division))
    .map(({ extension, by }) => ({ value: extension, by }));
}

const NONE: readonly Published<PackExtension>[] = [];

function lastSecond({ inForce: { until } }: CategoryPack): number {
  return until === undefined ? Number.MAX_SAFE_INTEGER : (secondsOfDay(until) ?? 0) + 86_400 - 1;
}
