import { prefixesOf } from '../registry/prefixes.js';
import { keys, readEntryRef, type EntryRef, type Key } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import { licenceKeys } from '../licence/licence-keys.js';
import { ACCREDITATION } from '../licence/accreditation.js';
import type { Act } from './act.js';
import type { Interpretation } from './interpret.js';
import { substanceOf } from '../balance/balanced.js';
import { bookUnit } from '../balance/equivalent.js';
import { quotaKey } from '../balance/quota.js';
import type { CustodyAct } from '../custody/custody-act.js';
import { STAY_STEPS } from '../custody/stay-steps.js';
import { pendingKey } from '../custody/pending.js';
import { plotOf } from '../custody/withdrawal.js';
import type { CategoryAct } from '../pack/category-act.js';
import type { ProductAct } from '../product/product-act.js';
import { provinceOf } from '../registry/division.js';
import { followGoods, touchGoods, touchWitness } from '../unit/touch-goods.js';
import type { WorkingState } from './working-state.js';

/** State keys that a document reads and writes, known from the document alone: what bundles are made by. */
export interface Touches {
  /** Written keys are among them. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * The first round of reads, and all writes but those that only records tell of: a revoked certificate's stops, the books of
 * a substance that is balanced.
 */
export function touches({ document, acts, witness }: Interpretation): Touches {
  if (document === undefined) return { reads: [], writes: [] };
  const { kid, id, kind } = document;
  const reads = new Set<string>([
    keys.ledger(),
    keys.participant(kid.participant),
    keys.key(kid.participant, kid.thumbprint),
  ]);
  const writes = new Set<string>();
  if (kind !== 'events') writes.add(keys.document(id));
  acts.forEach((act, i) => {
    if (act !== undefined) touch(act, { signer: kid.participant, document: id, entry: i }, reads, writes);
  });
  touchWitness(witness, reads);
  for (const lot of witness.lots) reads.add(keys.lot(lot)).add(keys.clearance(lot));
  for (const key of writes) reads.add(key);
  return { reads: [...reads], writes: [...writes] };
}

interface Place {
  readonly signer: string;
  readonly document: string;
  readonly entry: number;
}

function touch(act: Act, place: Place, reads: Set<string>, writes: Set<string>): void {
  switch (act.kind) {
    case 'custody':
      touchCustody(act, place, reads, writes);
      return;
    case 'certificate':
      writes.add(keys.certificate(place.signer, act.number));
      if (act.action === 'revoke') return;
      reads.add(keys.category(act.category)).add(keys.stops(act.category));
      if (act.result === 'fail' || act.replaces !== undefined) writes.add(keys.stops(act.category));
      if (act.replaces !== undefined) reads.add(keys.certificate(place.signer, act.replaces));
      for (const lot of act.lots) {
        reads.add(keys.lot(lot));
        if (act.result === 'fail') reads.add(keys.sample(place.signer, lot)).add(keys.holding(place.signer, lot));
      }
      return;
    case 'participant':
      writes.add(keys.participant(act.id));
      if (act.action !== 'register') return;
      writes.add(keys.key(act.id, act.proof.thumbprint));
      for (const gln of act.glns) writes.add(keys.gln(gln));
      for (const prefix of act.prefixes) {
        writes.add(keys.prefix(prefix));
        for (const shorter of prefixesOf(prefix)) reads.add(keys.prefix(shorter));
      }
      return;
    case 'key':
      if (act.action === 'revoke') {
        reads.add(keys.participant(act.participant));
        writes.add(keys.key(act.participant, act.thumbprint));
      } else {
        reads.add(keys.participant(act.proof.participant));
        writes.add(keys.key(act.proof.participant, act.proof.thumbprint));
      }
      return;
    case 'licence':
      reads.add(keys.participant(act.participant));
      writes.add(keys.licence(act.participant, act.type));
      if (act.action === 'grant') for (const category of act.categories) reads.add(keys.category(category));
      return;
    case 'product':
      touchProduct(act, reads, writes);
      return;
    case 'quota':
      reads.add(keys.participant(act.participant)).add(keys.category(act.category));
      writes.add(quotaKey(act));
      return;
    case 'countersignature':
      writes.add(pendingKey(act.entry));
      return;
    case 'clearance':
      reads.add(keys.lot(act.lot));
      writes.add(keys.clearance(act.lot));
      return;
    case 'category':
      touchCategory(act, reads, writes);
  }
}

function touchProduct(act: ProductAct, reads: Set<string>, writes: Set<string>): void {
  writes.add(keys.product(act.gtin));
  if (act.action === 'delegate') for (const id of act.to) reads.add(keys.participant(id));
  if (act.action !== 'register') return;
  touchCode(act.gtin, reads);
  reads.add(keys.participant(act.maker)).add(keys.category(act.category));
}

function touchCategory(act: CategoryAct, reads: Set<string>, writes: Set<string>): void {
  switch (act.action) {
    case 'publish':
    case 'amend':
      writes.add(keys.category(act.pack.id)).add(keys.categoryVersion(act.pack.id, act.pack.version));
      return;
    case 'retire':
      writes.add(keys.category(act.category));
      return;
    case 'extend':
      // The category's own record is written with the first extension in a province.
      writes.add(keys.category(act.extension.extends));
      writes.add(keys.extensions(act.extension.extends, provinceOf(act.extension.division)));
      return;
    case 'withdraw':
      reads.add(keys.category(act.category));
      writes.add(keys.extensions(act.category, provinceOf(act.division)));
  }
}

/** By what a product's number is found to be somebody's. */
function touchCode(gtin: string, reads: Set<string>): void {
  reads.add(keys.product(gtin));
  // The GTIN-14 without its indicator digit begins with its company's prefix.
  for (const prefix of prefixesOf(gtin.slice(1))) reads.add(keys.prefix(prefix));
}

function touchCustody(act: CustodyAct, place: Place, reads: Set<string>, writes: Set<string>): void {
  writes.add(keys.event(place.signer, act.digest));
  touchGoods(act, place, reads, writes);
  for (const { lot, gtin } of act.lines) {
    reads.add(keys.lot(lot));
    if (act.step === 'commissioning') {
      writes.add(keys.lot(lot));
      touchCode(gtin, reads);
    }
    for (const holder of holdersOf(act, place.signer)) writes.add(keys.holding(holder, lot));
    if (act.step === 'sampling' && act.to !== undefined && 'id' in act.to) writes.add(keys.sample(act.to.id, lot));
    if (act.step === 'sampling' && act.from !== undefined && 'id' in act.from)
      reads.add(keys.holding(act.from.id, lot));
  }
  for (const { lot, gtin } of act.outputs ?? []) {
    writes.add(keys.lot(lot)).add(keys.holding(place.signer, lot));
    touchCode(gtin, reads);
  }
  if (act.shipment !== undefined) writes.add(shipmentKey(act.shipment));
  if (AWAITING.includes(act.step)) writes.add(keys.pending(place.document, place.entry));
  const plot = act.step === 'using' || act.step === 'commissioning' ? plotOf(act) : undefined;
  if (plot !== undefined) (act.step === 'using' ? writes : reads).add(keys.plot(place.signer, plot));
  if (act.step === 'shipping' || act.step === 'returning') writes.add(keys.shipment(place.document, place.entry));
  for (const party of [act.from, act.to]) {
    if (party === undefined) continue;
    reads.add('gln' in party ? keys.gln(party.gln) : keys.participant(party.id));
  }
  for (const { issuer, number } of act.certificates) reads.add(keys.certificate(issuer, number));
  if (act.origin !== undefined) reads.add(keys.category(act.origin.category)).add(keys.stops(act.origin.category));
}

/** Steps that often wait for a second signature; where another does, its key is written without having been read. */
const AWAITING: readonly string[] = ['decommissioning', 'scrapping', 'destroying', 'storing', 'holding'];

/** Whose stock it may be about: another's, where an event names it and its signer hands nothing on. */
function holdersOf({ step, from, shipment }: CustodyAct, signer: string): readonly string[] {
  const serves = step === 'sampling' || STAY_STEPS.some((each) => each === step);
  if (!serves) return [signer];
  // On the way goods are in nobody's stock.
  if (shipment !== undefined) return [];
  const other = from !== undefined && 'id' in from && from.id !== signer ? [from.id] : [];
  return step === 'sampling' || other.length === 0 ? [signer, ...other] : other;
}

/**
 * The second round: what the records of the first lead to; and the third, where those lead further (to licences that a
 * category's rules ask for). Keys that are read already are left out.
 */
export function follow({ acts, document, witness }: Interpretation, state: WorkingState): readonly string[] {
  const found = new Set<string>();
  const record = <T extends object>(key: Key<T>): T | undefined => (state.has(key) ? state.get(key) : undefined);
  const signer = document === undefined ? undefined : record(keys.participant(document.kid.participant));
  const rules = (id: string, whom = signer): void => {
    found.add(keys.category(id));
    // Known already where another document of the bundle, or the event itself, has named the category.
    const province = whom === undefined ? undefined : provinceOf(whom.division);
    if (province !== undefined && record(keys.category(id))?.extended?.includes(province) === true) {
      found.add(keys.extensions(id, province));
    }
  };
  const category = (id: string): void => {
    rules(id);
    found.add(keys.stops(id));
  };
  for (const act of acts) {
    if (act?.kind === 'certificate' && act.action === 'revoke' && document !== undefined) {
      const certificate = record(keys.certificate(document.kid.participant, act.number));
      if (certificate !== undefined) category(certificate.category);
    }
    if (act?.kind === 'certificate' && act.action === 'issue') {
      category(act.category);
      if (signer?.roles.includes('laboratory') === true) found.add(keys.licence(signer.id, ACCREDITATION));
    }
    if (act?.kind === 'licence' && act.action === 'grant') {
      for (const id of act.categories) rules(id, record(keys.participant(act.participant)));
    }
    if (act?.kind === 'product') {
      const known = record(keys.product(act.gtin));
      if (act.action === 'register') rules(act.category, record(keys.participant(act.maker)));
      else if (known !== undefined) found.add(keys.participant(known.maker));
    }
    const pending = act?.kind === 'countersignature' ? record(pendingKey(act.entry)) : undefined;
    for (const { lot } of pending?.lines ?? []) {
      found.add(keys.holding(pending?.participant ?? '', lot)).add(keys.lot(lot));
    }
    if (act?.kind !== 'custody' && act?.kind !== 'clearance') continue;
    for (const { lot } of act.kind === 'clearance' ? [act] : act.lines) {
      const known = record(keys.lot(lot));
      if (known === undefined) continue;
      category(known.category);
      for (const other of known.categories ?? []) found.add(keys.stops(other));
      for (const { issuer, number } of known.certificates) found.add(keys.certificate(issuer, number));
      if (known.balance !== undefined && signer !== undefined) {
        found.add(keys.book(signer.id, known.category, known.balance.substance, bookUnit(known.uom)));
      }
    }
    if (act.kind !== 'custody') continue;
    followGoods(act, witness, signer?.division, state, found);
    if (act.origin !== undefined) {
      category(act.origin.category);
      const substance = substanceOf(record(keys.category(act.origin.category))?.pack ?? {}, act);
      for (const { uom } of substance === undefined ? [] : (act.outputs ?? act.lines)) {
        const parts = [act.origin.category, substance ?? '', bookUnit(uom)] as const;
        if (signer !== undefined) found.add(keys.book(signer.id, ...parts));
      }
    }
    const shipment = act.shipment === undefined ? undefined : record(shipmentKey(act.shipment));
    // The version that it was shipped under is nearly always the one in force: where not, judging asks for it.
    if (shipment !== undefined) category(shipment.category);
    for (const party of [act.from, act.to]) {
      const owner = party !== undefined && 'gln' in party ? record(keys.gln(party.gln)) : undefined;
      if (owner !== undefined) found.add(keys.participant(owner.participant));
    }
    for (const key of licenceKeys(act, { signer, shipment }, record)) found.add(key);
  }
  return [...found].filter((key) => !state.has(key));
}

export function shipmentKey(ref: EntryRef): Key<ShipmentRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.shipment(document, entry);
}
