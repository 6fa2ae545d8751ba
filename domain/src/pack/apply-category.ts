import type { Scene } from '../capture/context.js';
import { TraceError } from '../error/trace-error.js';
import { COUNTRY, provinceOf } from '../registry/division.js';
import { requireJurisdiction, requireNational } from '../registry/jurisdiction.js';
import type { Json, JsonObject } from '../json/json.js';
import { stringifySorted } from '../json/stringify.js';
import { keys, readEntryRef } from '../state/keys.js';
import type { CategoryRecord, CategoryVersion, ExtensionRecord } from '../state/records.js';
import type { CategoryAct } from './category-act.js';
import { loosenings } from './loosening.js';
import type { CategoryPack } from './pack.js';
import { isAbove } from './read-pack.js';

/** Publishes, amends, retires; extends and withdraws. All versions stay. */
export function applyCategory(act: CategoryAct, scene: Scene): void {
  switch (act.action) {
    case 'publish':
    case 'amend':
      putInForce(act, scene);
      return;
    case 'retire':
      retire(act.category, act.from ?? scene.context.now, scene);
      return;
    case 'extend':
      extend(act, scene);
      return;
    case 'withdraw':
      withdraw(act.category, act.extension, act.division, scene);
  }
}

function putInForce(act: CategoryAct & { action: 'publish' | 'amend' }, scene: Scene): void {
  const { state, ref, context } = scene;
  const { pack, from } = act;
  requireNational(pack.id, scene);
  requireSameText(pack, scene);
  const record = state.get(keys.category(pack.id));
  const latest = (record?.next ?? record)?.pack.version;
  if (act.action === 'amend' && latest === undefined) throw new TraceError('CATEGORY_UNKNOWN', { category: pack.id });
  const isNext =
    act.action === 'amend' ? act.replaces === latest : latest === undefined || record?.retired !== undefined;
  if (latest !== undefined && !(isNext && isAbove(pack.version, latest))) {
    throw new TraceError('CATEGORY_VERSION', { category: pack.id, version: pack.version, current: latest });
  }
  const version: CategoryVersion = { pack, from, by: ref };
  state.put(keys.categoryVersion(pack.id, pack.version), { v: 1, ...version });
  const { extended } = record ?? {};
  const present = presentOf(record, context.now);
  const isLater = from > context.now && present !== undefined;
  state.put(keys.category(pack.id), {
    v: 1,
    ...(isLater ? { ...present, next: version } : version),
    ...(extended === undefined ? undefined : { extended }),
  });
}

/** A version that was ever published has the text that it had then. Throws CATEGORY_DIFFERS, naming the members that do. */
function requireSameText(pack: CategoryPack, { state }: Scene): void {
  const known = state.get(keys.categoryVersion(pack.id, pack.version));
  if (known === undefined) return;
  const [here, there] = [pack, known.pack].map((each) => new Map(Object.entries(each as unknown as JsonObject)));
  const text = (of: ReadonlyMap<string, Json> | undefined, name: string): string =>
    stringifySorted(of?.get(name) ?? null);
  const names = [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])].sort();
  const differs = names.filter((name) => text(here, name) !== text(there, name));
  if (differs.length === 0) return;
  const { document } = readEntryRef(known.by);
  throw new TraceError('CATEGORY_DIFFERS', { category: pack.id, version: pack.version, differs, document });
}

/** What is in force; undefined where nothing is yet. */
function presentOf(record: CategoryRecord | undefined, now: number): CategoryVersion | undefined {
  if (record === undefined) return undefined;
  const { pack, from, by } = record.next !== undefined && record.next.from <= now ? record.next : record;
  return from <= now ? { pack, from, by } : undefined;
}

function retire(category: string, from: number, scene: Scene): void {
  requireNational(category, scene);
  const record = requireKnown(category, scene);
  if (record.retired !== undefined) throw new TraceError('STATUS_UNCHANGED', { what: category, status: 'retired' });
  scene.state.put(keys.category(category), { ...record, retired: { from, by: scene.ref } });
}

function extend({ extension, from, until }: CategoryAct & { action: 'extend' }, scene: Scene): void {
  const { id, extends: category, division, version } = extension;
  requireDivision(division, category, scene);
  const record = requireKnown(category, scene);
  const { all } = extensionsOf(category, division, scene);
  const before = all.filter((each) => each.extension.id === id);
  const latest = before.at(-1)?.extension;
  if (latest !== undefined && latest.division !== division) {
    throw new TraceError('IDENTIFIER_TAKEN', { value: id, participant: latest.division });
  }
  if (latest !== undefined && !isAbove(version, latest.version)) {
    throw new TraceError('CATEGORY_VERSION', { category: id, version, current: latest.version });
  }
  for (const national of latestOf(record, scene.context.now)) loosenings(extension, national).forEach(scene.fault);
  const recorded = scene.context.now;
  const ended = all.map((each) => (each.extension.id === id ? end(each, Math.max(from, recorded)) : each));
  const added = { extension, from, recorded, ...(until === undefined ? undefined : { until }), by: scene.ref };
  write(category, division, [...ended, added], scene);
  const provinces = new Set([...(record.extended ?? []), provinceOf(division)]);
  if (provinces.size !== record.extended?.length) {
    scene.state.put(keys.category(category), { ...record, extended: [...provinces].sort() });
  }
}

function withdraw(category: string, id: string, division: string, scene: Scene): void {
  requireDivision(division, category, scene);
  requireKnown(category, scene);
  const { all } = extensionsOf(category, division, scene);
  const { now } = scene.context;
  const isOpen = (each: ExtensionRecord): boolean =>
    each.extension.id === id && each.extension.division === division && (each.until === undefined || each.until > now);
  if (!all.some(isOpen)) throw new TraceError('EXTENSION_UNKNOWN', { extension: id, category, division });
  write(
    category,
    division,
    all.map((each) => (isOpen(each) ? end(each, now) : each)),
    scene,
  );
}

/** A regulator rules in its own division and what lies in it; the country as a whole has the national pack. */
function requireDivision(division: string, category: string, scene: Scene): void {
  requireJurisdiction({ division, categories: [category] }, 'category', scene);
  if (division === COUNTRY) throw new TraceError('EXTENSION_NATIONAL', { category });
}

function requireKnown(category: string, { state }: Scene): CategoryRecord {
  const record = state.get(keys.category(category));
  if (record === undefined) throw new TraceError('CATEGORY_UNKNOWN', { category });
  return record;
}

/** The version in force and one to come: an extension may loosen neither. */
function latestOf(record: CategoryRecord, now: number): readonly CategoryPack[] {
  const { pack, next } = record;
  if (next === undefined) return [pack];
  return next.from <= now ? [next.pack] : [pack, next.pack];
}

function extensionsOf(
  category: string,
  division: string,
  { state }: Scene,
): { readonly all: readonly ExtensionRecord[] } {
  return state.get(keys.extensions(category, provinceOf(division))) ?? { all: [] };
}

function end(record: ExtensionRecord, at: number): ExtensionRecord {
  return record.until !== undefined && record.until <= at ? record : { ...record, until: at };
}

/** Goods may be in transit for so long: what ended before is forgotten at the next change, seconds. */
const REMEMBERED = 180 * 86_400;

function write(category: string, division: string, all: readonly ExtensionRecord[], { state, context }: Scene): void {
  const kept = all.filter(
    ({ from, until }) => until === undefined || (until > from && until > context.now - REMEMBERED),
  );
  state.put(keys.extensions(category, provinceOf(division)), { v: 1, all: kept });
}
