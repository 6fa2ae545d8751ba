import { prefixesOf } from '../registry/prefixes.js';
import { keys, readEntryRef, type EntryRef, type Key } from '../state/keys.js';
import type { ShipmentRecord } from '../state/records.js';
import type { Act } from './act.js';
import type { Interpretation } from './interpret.js';
import { ownEntries, type OwnPlace } from './own-entries.js';
import { touchBalance } from '../balance/touch-balance.js';
import { quotaKey } from '../balance/quota.js';
import type { CustodyAct, PartyName } from '../custody/custody-act.js';
import { STAY_STEPS } from '../custody/stay-steps.js';
import { mayAwait, pendingKey } from '../custody/pending.js';
import { plotOf } from '../custody/withdrawal.js';
import type { CategoryAct } from '../pack/category-act.js';
import type { ProductAct } from '../product/product-act.js';
import { provinceOf } from '../registry/division.js';
import { touchGoods, touchWitness } from '../unit/touch-goods.js';

/** State keys that a document reads and writes, known from the document alone: what bundles are made by. */
export interface Touches {
  /** Written keys are among them. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * The first round of reads, and all writes but those that only records tell of: a revoked certificate's stops; what a
 * countersignature sets off; the opened container that something comes out of first (tellOpened); the books of goods that are
 * there already, and a book that is put by as it closed, which changes with the present one alone.
 */
export function touches({ document, acts, witness }: Interpretation): Touches {
  if (document === undefined) return { reads: [], writes: [] };
  const { kid, id, kind, iat } = document;
  const reads = new Set<string>([
    keys.ledger(),
    keys.participant(kid.participant),
    keys.key(kid.participant, kid.thumbprint),
  ]);
  const writes = new Set<string>();
  if (kind !== 'events') writes.add(keys.document(id));
  const shown = [...witness.entries.keys()];
  acts.forEach((act, i) => {
    if (act !== undefined)
      touch(act, { signer: kid.participant, document: id, entry: i, signed: iat, shown }, reads, writes);
  });
  touchWitness(witness, reads, writes);
  for (const lot of witness.lots) reads.add(keys.lot(lot)).add(keys.clearance(lot));
  for (const key of writes) reads.add(key);
  return { reads: [...reads], writes: [...writes] };
}

interface Place extends OwnPlace {
  readonly signer: string;
  /** Seconds since 1970, as the signer states it. */
  readonly signed: number;
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
  const plot = act.step === 'using' || act.step === 'commissioning' ? plotOf(act) : undefined;
  if (plot !== undefined) (act.step === 'using' ? writes : reads).add(keys.plot(place.signer, plot));
  touchOwn(act, place, writes);
  for (const party of [act.from, act.to]) if (party !== undefined && 'gln' in party) reads.add(keys.gln(party.gln));
  for (const party of consulted(act)) if ('id' in party) reads.add(keys.participant(party.id));
  for (const { issuer, number } of act.certificates) reads.add(keys.certificate(issuer, number));
  if (act.origin === undefined) return;
  reads.add(keys.category(act.origin.category)).add(keys.stops(act.origin.category));
  touchBalance(act, act.origin.category, place, reads, writes);
}

/** What has the event's own name: the shipment that it opens, what waits for others' signatures; of a correction, the original's. */
function touchOwn(act: CustodyAct, place: Place, writes: Set<string>): void {
  for (const ref of ownEntries(act, place)) {
    if (act.step === 'shipping' || act.step === 'returning') writes.add(shipmentKey(ref));
    if (mayAwait(act)) writes.add(pendingKey(ref));
  }
}

/** Parties besides the signer whose standing is asked: to whom goods go, and of whom samples are taken. */
export function consulted({ step, from, to }: CustodyAct): readonly PartyName[] {
  return [step === 'sampling' ? from : undefined, to].filter((party) => party !== undefined);
}

/** Whose stock it may be about: another's, where an event names it and its signer hands nothing on. */
function holdersOf({ step, from, shipment }: CustodyAct, signer: string): readonly string[] {
  const serves = step === 'sampling' || STAY_STEPS.some((each) => each === step);
  if (!serves) return [signer];
  // On the way goods are in nobody's stock.
  if (shipment !== undefined) return [];
  const other = from !== undefined && 'id' in from && from.id !== signer ? [from.id] : [];
  return step === 'sampling' || other.length === 0 ? [signer, ...other] : other;
}

export function shipmentKey(ref: EntryRef): Key<ShipmentRecord> {
  const { document, entry } = readEntryRef(ref);
  return keys.shipment(document, entry);
}
