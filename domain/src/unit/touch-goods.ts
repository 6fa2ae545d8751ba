import { prefixesOf } from '../registry/prefixes.js';
import type { CustodyAct } from '../custody/custody-act.js';
import type { Witness } from '../document/witness.js';
import { provinceOf } from '../registry/division.js';
import { keys, type Key } from '../state/keys.js';
import { ownEntries, type OwnPlace } from '../capture/own-entries.js';
import type { WorkingState } from '../capture/working-state.js';
import { contentsKey, takenKey, unitSetKey } from './entry-keys.js';
import { isCrate } from './unit-name.js';
import { opensAll } from './opens-all.js';

/** Sets and pages that a witness names: what is loose of a set is marked as taken once anything happens to it. */
export function touchWitness({ sets, pages }: Witness, reads: Set<string>, writes: Set<string>): void {
  for (const ref of sets) {
    reads.add(unitSetKey(ref));
    writes.add(takenKey(ref));
  }
  for (const ref of pages) reads.add(contentsKey(ref));
}

/** First round of units and containers. Units that are packed are looked for only where their sets do not have them. */
export function touchGoods(act: CustodyAct, place: OwnPlace, reads: Set<string>, writes: Set<string>): void {
  for (const container of act.containers) writes.add(keys.container(container));
  const { document, entry } = place;
  if (movesUnnamed(act)) writes.add(keys.moved(document, entry));
  const [first] = act.units;
  if (act.step === 'commissioning') {
    if (first === undefined || act.batch === undefined) return;
    writes.add(keys.serials(first.product)).add(keys.lot(act.batch.lot)).add(keys.batch(act.batch.lot));
    for (const ref of ownEntries(act, place)) {
      writes.add(unitSetKey(ref));
      // What a later entry of the same document packs; and whether anything was packed of what is taken back.
      (act.error === undefined ? writes : reads).add(takenKey(ref));
    }
    if (act.error !== undefined) return;
    for (const gtin of [act.batch.gtin, first.gtin]) if (gtin !== undefined) reads.add(keys.product(gtin));
    for (const owned of [act.batch.gtin?.slice(1), first.owned]) {
      for (const prefix of owned === undefined ? [] : prefixesOf(owned)) reads.add(keys.prefix(prefix));
    }
    return;
  }
  if (act.step === 'packing') {
    for (const ref of ownEntries(act, place)) writes.add(contentsKey(ref));
    const { parent = '' } = act;
    if (!isCrate(parent))
      for (const prefix of prefixesOf(parent.slice('00/'.length + 1))) reads.add(keys.prefix(prefix));
  } else for (const { path } of act.units) writes.add(keys.unit(path));
  if ((act.step === 'packing' || act.step === 'unpacking') && act.parent !== undefined) {
    writes.add(keys.container(act.parent));
  }
}

/** Whether there may be quantities inside of what it packs, takes out or opens. */
function movesUnnamed(act: CustodyAct): boolean {
  const { step, containers, error } = act;
  // A shipment says itself what is in its containers, but not whoever declares it wrong.
  if (error !== undefined && containers.length > 0) return true;
  if (step === 'packing') return containers.length > 0;
  return step === 'unpacking' && (containers.length > 0 || opensAll(act));
}

/** The second round: batches of units, what containers are inside of, and the rules for what is in them. */
export function followGoods(
  act: CustodyAct,
  witness: Witness,
  division: string | undefined,
  state: WorkingState,
  found: Set<string>,
): void {
  const record = <T extends object>(key: Key<T>): T | undefined => (state.has(key) ? state.get(key) : undefined);
  const rules = (category: string): void => {
    found.add(keys.category(category)).add(keys.stops(category));
    const province = division === undefined ? undefined : provinceOf(division);
    if (province !== undefined && record(keys.category(category))?.extended?.includes(province) === true) {
      found.add(keys.extensions(category, province));
    }
  };
  for (const { path } of act.units) {
    const unit = record(keys.unit(path));
    if (unit === undefined) continue;
    found.add(keys.lot(unit.batch));
    if (unit.inside !== undefined) found.add(keys.container(unit.inside.container));
  }
  for (const path of [...act.containers, ...(act.parent === undefined ? [] : [act.parent])]) {
    const container = record(keys.container(path));
    if (container === undefined) continue;
    if (container.inside !== undefined) found.add(keys.container(container.inside.container));
    for (const { category, categories = [], certificates } of container.lots) {
      rules(category);
      for (const other of categories) found.add(keys.stops(other));
      for (const { issuer, number } of certificates) found.add(keys.certificate(issuer, number));
    }
  }
  if (act.units.length === 0) return;
  for (const ref of witness.sets) {
    const set = record(unitSetKey(ref));
    if (set !== undefined) found.add(keys.lot(set.batch));
  }
  for (const ref of witness.pages) {
    const page = record(contentsKey(ref));
    if (page === undefined) continue;
    found.add(keys.container(page.container));
    for (const { batch } of page.units) found.add(keys.lot(batch));
  }
}
