import {
  certificateUrn,
  formatQuantity,
  parseJson,
  stringifySorted,
  type EntryRef,
  type ItemAnswer,
  type UnitAnswer,
  type PartyName,
  type ShipmentRecord,
} from '@suyuan/domain';
import { entryText } from '../signing/entry-text.js';
import { certificateKey, stops, type Certificates } from './certificates.js';
import type { Findings } from './findings.js';
import type { LotReplay } from './lot-replay.js';
import type { Registry } from './registry.js';
import type { Shipment } from './shipment.js';
import type { CheckId, Unknown } from './verdict.js';

/** What follows from the verified entries. */
export interface Computed {
  readonly replay: LotReplay;
  readonly certificates: Certificates;
  readonly registry: Registry;
}

/**
 * What a page says of state, held against what the verified entries give: a shipment and a certificate stand on the page
 * of the entry that made them, a holding on the page of the one that changed it last. None may be missing there.
 */
export function compareClaims(answer: ItemAnswer, computed: Computed, findings: Findings): void {
  const claims = new Claims(findings);
  const here = new Set(answer.journey);
  compareQuantities(answer, here, computed, claims);
  compareCertificates(answer, here, computed, claims);
  for (const [key, summary] of Object.entries(answer.participants)) {
    const registration = computed.registry.registration(key);
    if (registration === undefined) continue;
    const { id, name, roles, division } = registration;
    const status = computed.registry.isActive(id) ? 'active' : 'suspended';
    claims.same('names', id, summary, { id, name, roles, division, status });
  }
}

function compareQuantities(
  answer: ItemAnswer,
  here: ReadonlySet<EntryRef>,
  { replay }: Computed,
  claims: Claims,
): void {
  const { lot } = replay;
  if (answer.unit !== undefined) {
    compareUnit(answer, answer.unit, replay, claims);
    return;
  }
  // The filter and the categories of ancestors follow from their records, which are no part of this lot's evidence.
  const { filter, categories, ...claimedLot } = answer.lot;
  claims.same('quantities', 'lot', claimedLot, lot && { v: 1, ...lot });

  const held = claims.index('quantities', 'holdings', answer.holdings, ({ participant }) => participant);
  for (const id of new Set([...held.keys(), ...made(replay.holdings, ({ last }) => here.has(last))])) {
    const claimed = held.get(id)?.holding;
    const holding = replay.holdings.get(id);
    // A holding that is empty may be listed or left out.
    if (holding?.quantity === 0n && claimed === undefined) continue;
    const expected = holding && { ...holding, v: 1, quantity: formatQuantity(holding.quantity), uom: lot?.uom };
    claims.same('quantities', `holding of ${id}`, claimed, expected);
  }

  const shipments = claims.index('quantities', 'shipments', answer.shipments, ({ ref }) => ref);
  for (const ref of new Set([...shipments.keys(), ...made(replay.shipments, ({ by }) => here.has(by))])) {
    const claimed = shipments.get(ref)?.shipment;
    const expected = replay.shipments.get(ref);
    const carried = expected !== undefined && replay.carriedIn(expected) > 0n;
    const full = expected && fullShipment(expected, claimed, { lot: replay.item, category: lot?.category, carried });
    claims.same('quantities', `shipment ${ref}`, claimed && ofLot(claimed, replay.item), full);
  }
}

/** Of a unit: what its batch is said to be, and where it is. Its deliveries are told by the journey alone. */
function compareUnit(
  { lot: claimed }: ItemAnswer,
  claim: UnitAnswer,
  { lot, unit, holdings }: LotReplay,
  claims: Claims,
): void {
  const { maker, category, product, facts = {} } = claimed;
  const own = lot && { maker: lot.maker, category: lot.category, product: lot.product, facts: lot.facts ?? {} };
  claims.same('quantities', 'batch', { maker, category, product, facts }, own);
  const { attached, born, ended, track } = unit ?? {};
  claims.same('quantities', 'batch', claimed.lot, born);
  const [holder] = made(holdings, ({ quantity }) => quantity > 0n);
  const expected = {
    ...{ holder, batch: born, container: track?.container, shipment: track?.shipment, attached, ended },
    unmade: lot?.unmade,
  };
  claims.same('quantities', 'unit', claim, expected);
}

/** A GLN that nothing in the evidence explains may be anybody's. */
function fullShipment(
  { to, owner, carrier, ...rest }: Shipment,
  claimed: ShipmentRecord | undefined,
  {
    lot,
    category,
    carried,
  }: { readonly lot: string; readonly category: string | undefined; readonly carried: boolean },
): object {
  const id = (party: PartyName, other: string | undefined): string | undefined => ('id' in party ? party.id : other);
  // In which state other lots travel, and which of them are in its containers, their own evidence tells.
  const loose = rest.lines.some((line) => line.lot === lot);
  return {
    ...{ ...ofLot(rest, lot), v: 1, category, to: id(to, claimed?.to) },
    ...(loose || claimed?.state === undefined ? undefined : { state: claimed.state }),
    ...(claimed?.within === undefined && !carried ? undefined : { within: carried ? [lot] : [] }),
    ...(owner === undefined ? undefined : { owner: id(owner, claimed?.owner) }),
    ...(carrier === undefined ? undefined : { carrier: id(carrier, claimed?.carrier) }),
  };
}

/** How other lots of a shipment stand follows from their own evidence. */
function ofLot<T extends Pick<ShipmentRecord, 'lines' | 'before' | 'within'>>(shipment: T, item: string): T {
  const at = shipment.lines.findIndex(({ lot }) => lot === item);
  const lines = shipment.lines.map((line, i) => {
    const { lot, quantity, uom } = line;
    return i === at ? line : { lot, quantity, uom };
  });
  const before = shipment.before?.map((standing, i) => (i === at ? standing : {}));
  const inside = shipment.within?.includes(item) === true;
  return {
    ...{ ...shipment, lines },
    ...(before === undefined ? undefined : { before }),
    ...(shipment.within === undefined ? undefined : { within: inside ? [item] : [] }),
  };
}

function compareCertificates(
  answer: ItemAnswer,
  here: ReadonlySet<EntryRef>,
  { certificates }: Computed,
  claims: Claims,
): void {
  const claimed = claims.index('certificates', 'certificates', answer.certificates, ({ issuer, number }) =>
    certificateKey(issuer, number),
  );
  for (const key of new Set([...claimed.keys(), ...made(certificates.all, ({ by }) => here.has(by))])) {
    const certificate = certificates.all.get(key);
    const claim = claimed.get(key);
    claims.same('certificates', key, claim, certificate && certificates.record(certificate, claim?.roles));
  }
  if (answer.stopped === undefined) return;
  const urns = [...certificates.all.values()]
    .filter(stops)
    .map(({ issuer, act }) => certificateUrn(issuer, act.number));
  if (!urns.includes(answer.stopped)) claims.same('certificates', 'stopped', answer.stopped, urns);
}

/** What the maker's and the parties' words name and the evidence does not hold. */
export function listUnknown({ replay, certificates, registry }: Computed): Unknown[] {
  const parties = new Set<string>();
  for (const { to } of replay.shipments.values()) {
    if (!('id' in to)) parties.add(to.gln);
    else if (registry.registration(to.id) === undefined) parties.add(to.id);
  }
  const named = replay.lot?.certificates ?? [];
  const absent = named.filter(({ issuer, number }) => !certificates.all.has(certificateKey(issuer, number)));
  return [
    { id: 'omission', facts: {} },
    { id: 'order', facts: {} },
    ...[...parties].map((participant): Unknown => ({ id: 'name', facts: { participant } })),
    ...(replay.lot?.parents === undefined ? [] : [{ id: 'ancestors', facts: { lots: replay.lot.parents } } as const]),
    ...(asksForLicences(replay, certificates) ? [{ id: 'licences', facts: {} } as const] : []),
    ...(replay.lot?.units === true ? [{ id: 'units', facts: { count: replay.units } } as const] : []),
    ...absent.map(({ issuer, number }): Unknown => {
      return { id: 'certificate', facts: { certificate: certificateUrn(issuer, number) } };
    }),
  ];
}

/** Whether the lot's category asks its parties for licences, or a laboratory has reported on it. */
function asksForLicences({ lot, entitlement }: LotReplay, { all }: Certificates): boolean {
  if ([...all.values()].some(({ roles }) => roles.includes('laboratory'))) return true;
  return lot !== undefined && entitlement.pack(lot.category, lot.pack).licences !== undefined;
}

function made<K, V>(map: ReadonlyMap<K, V>, isHere: (value: V) => boolean): K[] {
  return [...map].flatMap(([key, value]) => (isHere(value) ? [key] : []));
}

class Claims {
  constructor(readonly findings: Findings) {}

  same(check: CheckId, what: string, claimed: unknown, expected: unknown): void {
    this.findings.count(check);
    const [a, b] = [canonical(claimed), canonical(expected)];
    if (a !== b) this.findings.fail(check, 'CLAIM_MISMATCH', { what, claimed: excerpt(a), expected: excerpt(b) });
  }

  /** A list by key; a key that stands in it twice is a finding. */
  index<T, K>(check: CheckId, what: string, list: readonly T[], keyOf: (item: T) => K): Map<K, T> {
    const map = new Map(list.map((item) => [keyOf(item), item]));
    this.findings.count(check);
    if (map.size < list.length) this.findings.fail(check, 'EVIDENCE_INVALID', { what });
    return map;
  }
}

/** One text for one value, however its members are ordered. */
function canonical(value: unknown): string {
  return value === undefined ? '' : stringifySorted(parseJson(entryText(value)));
}

function excerpt(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
