import {
  endsGoods,
  type CategoryPack,
  type Json,
  type PackExtension,
  type Role,
  type Step,
  type StepRule,
} from '@suyuan/domain';
import { against, kept, NATIONAL, type Case, type Matter } from './law.js';
import type { Country } from './country.js';
import type {
  Box,
  Certificate,
  Deed,
  Fact,
  Facts,
  Licence,
  Lot,
  Objection,
  Parcel,
  Party,
  Pending,
  Rules,
  Shipment,
} from './terms.js';

const DAY = 86_400;

/** What custody itself refuses, whatever the category: each refusal of it has one of these. */
export const CUSTODY = {
  rule: 'custody',
  codes: [
    ...['NOT_HOLDER', 'INSUFFICIENT_QUANTITY', 'NOT_CONSIGNEE', 'NOT_CONSIGNOR', 'SHIPMENT_CLOSED', 'LINES_MISMATCH'],
    ...[
      'OVER_RECEIPT',
      'QUANTITY_MISMATCH',
      'RETURN_FINAL',
      'PARTY_SELF',
      'STATE_SPLIT',
      'STATE_DIFFERS',
      'NOT_CARRIER',
    ],
    ...['SERVICE_REFUSED', 'UNIT_ENDED', 'UNIT_DISPENSED', 'UNIT_ATTACHED', 'NOT_ATTACHED', 'INSIDE_CONTAINER'],
    ...['ITEM_IN_TRANSIT', 'NOT_SIGNER', 'CONTAINER_EMPTY', 'CONTAINER_USED', 'CONTENTS_DIFFER', 'STATUS_UNCHANGED'],
    ...['STEP_UNSUPPORTED', 'UNIT_EXPECTED', 'LOT_EXPECTED', 'PREFIX_NOT_OWNED', 'UNITS_REQUIRED'],
  ],
} as const satisfies Objection;
const STOPPED: Objection = { rule: 'stop', codes: ['CERTIFICATE_FAILED', 'CERTIFICATE_REVOKED', 'LINEAGE_STOPPED'] };
const SENSED: Objection = { rule: 'sensor', codes: ['SENSOR_EXCURSION'] };
export const YIELD: Objection = {
  rule: 'yield',
  codes: ['YIELD_EXCEEDED', 'YIELD_SHORT', 'YIELD_UNKNOWN', 'BALANCE_SHORT'],
};

/** docs/custody.md: who may do what to goods that another has. */
const SERVANTS: Readonly<Partial<Record<Step, readonly Role[]>>> = {
  storing: ['warehouse'],
  holding: ['inspector', 'regulator', 'customs'],
  sensor_reporting: ['warehouse', 'carrier'],
  inspecting: ['laboratory', 'inspector', 'customs', 'regulator', 'market'],
  market_entry: ['market'],
  maintaining: ['maintainer', 'installer', 'repairer'],
  repairing: ['maintainer', 'installer', 'repairer'],
  installing: ['installer', 'maintainer'],
  removing: ['installer', 'maintainer'],
};
const ATTACH: readonly Step[] = ['installing', 'implanting'];
const DETACH: readonly Step[] = ['removing', 'explanting'];
const OUT: readonly Step[] = ['decommissioning', 'scrapping', 'destroying'];
const GATES: readonly Step[] = ['market_entry', 'importing', 'exporting', 'filling', 'using'];

/** A second account of one category: who has what, in which state, by which papers; and what may be done with it. */
export class Model {
  readonly lots: Lot[] = [];
  readonly parcels: Parcel[] = [];
  readonly boxes: Box[] = [];
  readonly shipments: Shipment[] = [];
  readonly certificates: Certificate[] = [];
  readonly pendings: Pending[] = [];
  readonly licences: Licence[];
  /** Extensions in force. */
  readonly extensions: PackExtension[] = [];
  /** Of which lots a laboratory has had a sample, and who has ever had which. */
  readonly sampled = new Set<string>();
  readonly had = new Set<string>();
  readonly drawn = new Map<string, bigint>();
  readonly plots = new Map<string, number>();
  pack: CategoryPack;
  now = 0;

  constructor(readonly country: Country) {
    this.pack = country.pack;
    this.licences = [...country.licences];
  }

  get rules(): Rules {
    const national = { id: NATIONAL, pack: this.pack };
    return {
      version: this.pack.version,
      layers: [national, ...this.extensions.map((pack) => ({ id: pack.id, pack }))],
    };
  }

  /** Those that bind a deed: of goods on their way the ones under which they left. */
  rulesFor({ step, shipment }: Pick<Deed, 'step' | 'shipment'>): Rules {
    if (shipment === undefined || step === 'shipping') return this.rules;
    return this.pack.inTransit === 'at_once' ? this.rules : shipment.rules;
  }

  rule(step: Step): StepRule | undefined {
    return this.pack.steps[step];
  }

  at({ place }: { place: Parcel['place'] }): string | undefined {
    return typeof place === 'object' && 'firm' in place ? place.firm : undefined;
  }

  /** What is in a box, and in whose hands. */
  inside(box: Box): Parcel[] {
    return this.parcels.filter(({ place }) => typeof place === 'object' && 'box' in place && place.box === box);
  }

  isStopped(lot: Lot): boolean {
    const own = this.certificates.some(
      ({ path, result, revoked, type }) =>
        path === lot.path && (result === 'fail' ? !revoked : revoked) && this.country.pack.stopOnFailure && type !== '',
    );
    return own || lot.parents.some((parent) => this.isStopped(parent));
  }

  /** Everything that speaks against it; nothing does where it must be accepted. */
  objections(deed: Deed): Objection[] {
    const rules = this.rulesFor(deed);
    return [...this.lawful(deed, rules), ...this.possible(deed)];
  }

  /** The pack's rules. What comes back to whoever sent it is taken in by no rule. */
  lawful(deed: Deed, rules: Rules): Objection[] {
    const { step, by, to, shipment } = deed;
    if (step === 'receiving' && shipment?.isReturn === true) return [];
    const back = step === 'returning' && shipment?.status === 'received';
    const field = (name: string): Json | undefined => this.field(deed, name);
    const about: Case = {
      ...{ step, signer: by, now: this.now, field, licences: this.licences },
      ...(to === undefined ? {} : { to }),
    };
    const matters = this.goods(deed).map((parcel): Matter => this.matter(deed, parcel, about, back));
    const born = deed.birth === undefined ? [] : [this.newborn(deed, about)];
    const inputs = step === 'transforming' ? matters.map(({ state }): Matter => this.input(state)) : matters;
    if (step === 'transforming') {
      const from = against(rules, { ...about, field: () => 'x' }, inputs).filter(({ rule }) => rule.endsWith(': from'));
      return [...against(rules, about, born), ...from];
    }
    return against(rules, about, born.length > 0 ? born : inputs);
  }

  /** Of what goes into a transformation only its state is asked. */
  input(state: string | undefined): Matter {
    return { maker: '', state, fact: () => undefined, certificates: [] };
  }

  field({ fields, birth, step }: Deed, name: string): Json | undefined {
    const value = fields[name];
    if (value === null) return undefined;
    if (value !== undefined) return value;
    const always = birth !== undefined && (name === 'suyuan:category' || name === 'suyuan:product');
    return always || step === 'unpacking' ? 'x' : undefined;
  }

  goods({ parcels, box }: Deed): readonly Parcel[] {
    return box === undefined ? parcels : this.inside(box);
  }

  matter(deed: Deed, parcel: Parcel, about: Case, back: boolean): Matter {
    const { step, shipment, papers } = deed;
    const { lot } = parcel;
    const travels = shipment !== undefined && step !== 'shipping' && !back;
    const state = travels
      ? parcel.unit === undefined && deed.box === undefined
        ? shipment.state
        : 'in_transit'
      : parcel.state;
    const owner =
      travels && step === 'receiving'
        ? (shipment.owner ?? deed.by.firm.id)
        : (parcel.owner ?? this.at(parcel) ?? this.boxHolder(parcel));
    const certificates = this.known([...lot.certificates, ...papers], lot);
    const facts: Facts = { ...lot.facts, ...parcel.facts };
    const quantity = parcel.unit === undefined && deed.box === undefined ? deed.quantity : parcel.quantity;
    return {
      maker: lot.maker,
      state: back ? undefined : state,
      certificates,
      fact: (name) => this.fact(name, { deed, about, state, owner, facts, certificates, done: parcel.done, quantity }),
    };
  }

  boxHolder({ place }: Parcel): string | undefined {
    return typeof place === 'object' && 'box' in place ? this.at(place.box) : undefined;
  }

  newborn(deed: Deed, about: Case): Matter {
    const { birth, by, papers, step } = deed;
    const state = this.rule(step)?.state ?? 'active';
    const facts = kept(this.rule(step)?.fields, about.field);
    const certificates = papers.filter(({ path }) => path === birth?.path);
    const given = {
      deed,
      about,
      state,
      owner: by.firm.id,
      facts,
      certificates,
      done: {},
      quantity: birth?.quantity ?? 0n,
    };
    return { maker: by.firm.id, state: undefined, certificates, fact: (name) => this.fact(name, given) };
  }

  known(named: readonly { issuer: string; number: string }[], { path }: Lot): Certificate[] {
    return named.flatMap(({ issuer, number }) =>
      this.certificates.filter((each) => each.issuer === issuer && each.number === number && each.path === path),
    );
  }

  fact(
    name: string,
    given: {
      readonly deed: Deed;
      readonly about: Case;
      readonly state: string;
      readonly owner: string | undefined;
      readonly facts: Facts;
      readonly certificates: readonly Certificate[];
      readonly done: Readonly<Record<string, number>>;
      readonly quantity: bigint;
    },
  ): Fact | undefined {
    const { deed, about, facts, certificates } = given;
    const [root = '', ...rest] = name.split('.');
    switch (name) {
      case 'event.time':
      case 'event.recorded':
        return this.now;
      case 'event.quantity':
        return given.quantity;
      case 'signer.id':
        return deed.by.firm.id;
      case 'to.id':
        return deed.to?.firm.id;
      case 'item.state':
        return given.state;
      case 'item.owner':
        return given.owner;
      case 'quota.left':
        return this.quotaLeft(deed, about);
      case 'parent.withdrawal':
        return typeof deed.fields['suyuan:plot'] === 'string'
          ? this.plots.get(`${deed.by.firm.id} ${deed.fields['suyuan:plot']}`)
          : undefined;
    }
    if (root === 'item') return facts[rest.join('.')];
    if (root === 'last') return given.done[rest.join('.')];
    if (root === 'certificate') {
      const last = certificates.filter(({ type, revoked }) => type === rest[0] && !revoked).at(-1);
      return last === undefined
        ? undefined
        : rest[1] === 'until'
          ? last.until
          : rest[1] === 'issued'
            ? last.issued
            : last.result;
    }
    throw new Error(`a fact that this account does not know: ${name}`);
  }

  /** In the unit of the goods, of the substance that the deed names. */
  quotaLeft(deed: Deed, { field }: Case): bigint | undefined {
    const { balance } = this.pack;
    const substance = balance === undefined ? undefined : field(balance.substance);
    const values = this.country.pack.steps.commissioning?.fields?.find(({ name }) => name === balance?.substance)?.form;
    if (typeof substance !== 'string' || deed.birth === undefined || balance === undefined) return undefined;
    if (values?.is === 'one_of' && !values.values.slice(0, 2).includes(substance)) return undefined;
    const share = shareOf(field(balance.factor ?? ''));
    const left = this.country.quota - (this.drawn.get(this.account(deed.by.firm.id, substance)) ?? 0n);
    return ((left < 0n ? 0n : left) * 1_000_000n) / (gramsOf(deed.birth.uom) * share);
  }

  account(firm: string, substance: string): string {
    return `${firm} ${substance} ${new Date((this.now + 8 * 3600) * 1000).getUTCFullYear()}`;
  }

  /** Whether the goods are where they must be, and nothing holds them there. */
  possible(deed: Deed): Objection[] {
    const { step, by, to, shipment, birth } = deed;
    const found: Objection[] = [];
    const no = (objection: Objection = CUSTODY): void => void found.push(objection);
    const goods = this.goods(deed);
    if (to?.firm === by.firm) no();
    if (birth !== undefined) this.isBorn(deed, no);
    if (step === 'commissioning') return found;
    if (shipment !== undefined && step !== 'shipping') {
      this.moves(deed, shipment, goods, no);
      return found;
    }
    const holder = deed.holder ?? by.firm.id;
    const official = step === 'sampling' && holder !== by.firm.id && by.role === 'regulator';
    for (const parcel of goods) {
      const place = deed.box === undefined ? parcel : deed.box;
      const there = this.at(place) === holder;
      if (DETACH.includes(step)) {
        if (parcel.unit === undefined || parcel.attached !== deed.parent || parcel.place === 'gone') no();
        else if (deed.holder !== undefined && !there) no();
      } else if (official && parcel.unit === undefined) {
        if (!this.had.has(`${holder} ${parcel.lot.path}`)) no();
      } else if (!there) no();
      if (parcel.unit === undefined && deed.box === undefined && !official && parcel.quantity < deed.quantity) no();
      if (parcel.attached !== undefined && this.isMoved(deed)) no();
      if ((ATTACH.includes(step) || DETACH.includes(step)) && parcel.unit === undefined) no();
      if (this.isStopped(parcel.lot) && this.needsClear(step)) no(STOPPED);
      if (parcel.excursion !== undefined && this.needsRelease(deed) && !this.isReleased(parcel, deed)) no(SENSED);
      if (this.splits(deed, parcel)) no();
      if (parcel.unit !== undefined && this.signatures(step) > 1 && step !== 'destroying') no();
    }
    if (deed.holder !== undefined && !official && !this.serves(deed, goods)) no();
    if (step === 'packing') this.packs(deed, no);
    if (step === 'unpacking' && (deed.box?.opened === true || this.at(deed.box ?? { place: 'gone' }) !== by.firm.id))
      no();
    return found;
  }

  isBorn({ birth, by, step, quantity, parcels }: Deed, no: (o?: Objection) => void): void {
    if (birth === undefined) return;
    if (birth.gtin !== by.gtin) no();
    if (this.pack.granularity === 'unit' && birth.uom === 'H87' && birth.units.length === 0) no();
    if (step !== 'transforming') return;
    const { least, most } = this.rule(step)?.yield ?? { least: 0, most: 1_000_000 };
    const inputs = quantity * gramsOf(parcels[0]?.lot.uom ?? '');
    const outputs = birth.quantity * gramsOf(birth.uom);
    if (outputs * 1_000_000n > inputs * BigInt(most) || outputs * 1_000_000n < inputs * BigInt(least)) no(YIELD);
  }

  moves(deed: Deed, shipment: Shipment, goods: readonly Parcel[], no: (o?: Objection) => void): void {
    const { step, by, quantity } = deed;
    const [parcel] = goods;
    if (parcel === undefined) return;
    const single = parcel.unit !== undefined || deed.box !== undefined;
    const lawful = step === 'receiving' ? shipment.isReturn : step === 'returning' || step === 'void_shipping';
    if (!lawful && (step === 'receiving' || GATES.includes(step)) && goods.some(({ lot }) => this.isStopped(lot)))
      no(STOPPED);
    if (step === 'receiving' && !shipment.isReturn) {
      for (const each of goods) if (each.excursion !== undefined && !this.isReleased(each, deed)) no(SENSED);
    }
    if (step === 'returning' && shipment.status === 'received') {
      if (shipment.to !== by.firm.id || shipment.isReturn) no();
      const place = deed.box ?? parcel;
      if (single) {
        if (this.at(place) !== by.firm.id || parcel.attached !== undefined) no();
      } else {
        const held = this.stock(by.firm.id, parcel.lot)?.quantity ?? 0n;
        if (quantity > shipment.received || quantity > held) no();
      }
      return;
    }
    if (shipment.status !== 'open') no();
    const expected = step === 'void_shipping' ? shipment.from : shipment.to;
    const stays = !['receiving', 'returning', 'void_shipping'].includes(step);
    if (stays) {
      const parties = ['transporting', 'sensor_reporting'].includes(step);
      const may = parties
        ? [shipment.from, shipment.to, shipment.carrier].includes(by.firm.id)
        : SERVANTS[step]?.includes(by.role) === true;
      if (!may || single || quantity > parcel.quantity) no();
      return;
    }
    if (by.firm.id !== expected) no();
    if (shipment.isReturn && step !== 'receiving') no();
    if (!single && (step === 'receiving' ? quantity > parcel.quantity : quantity !== parcel.quantity)) no();
    if (!single && step !== 'returning') {
      const own = this.stock(by.firm.id, parcel.lot);
      if (own !== undefined && own.quantity > 0n && !isAlike(own, this.arriving(deed, shipment, parcel))) no();
    }
  }

  /** How a lot stands that comes to whoever takes it over. */
  arriving({ step, by }: Deed, shipment: Shipment, parcel: Parcel): Pick<Parcel, 'state' | 'owner' | 'facts'> {
    const taken = step === 'receiving' && !shipment.isReturn;
    const rule = this.rulesFor({ step, shipment }).layers[0]?.pack.steps?.receiving as StepRule | undefined;
    const travelled = shipment.state === 'in_transit' ? parcel.state : shipment.state;
    const owner = taken ? shipment.owner : parcel.owner;
    return {
      state: taken ? (rule?.state ?? travelled) : parcel.state,
      owner: owner === by.firm.id ? undefined : owner,
      facts: parcel.facts,
    };
  }

  stock(firm: string, lot: Lot): Parcel | undefined {
    return this.parcels.find((each) => each.unit === undefined && each.lot === lot && this.at(each) === firm);
  }

  packs(deed: Deed, no: (o?: Objection) => void): void {
    const { box, parcels, by, parent } = deed;
    const known = this.boxes.find(({ path }) => path === parent);
    if (box !== undefined) throw new Error('a box is packed by its name');
    const others = known === undefined ? [] : this.inside(known);
    const [first] = [...others, ...parcels];
    if (known === undefined ? by.gtin === '' : known.opened || this.at(known) !== by.firm.id) no();
    if (parcels.some((each) => first !== undefined && !(isAlike(each, first) && sameDone(each, first)))) no();
  }

  ends(step: Step): boolean {
    return endsGoods(step, this.pack) || step === 'sampling';
  }

  signatures(step: Step): number {
    return this.rule(step)?.signatures ?? 1;
  }

  /** What is attached goes nowhere. */
  isMoved({ step, holder, by }: Deed): boolean {
    const taken = step === 'sampling' && (holder ?? by.firm.id) === by.firm.id;
    const trades = endsGoods(step, this.pack) && !OUT.includes(step);
    return step === 'shipping' || step === 'packing' || ATTACH.includes(step) || taken || trades;
  }

  needsClear(step: Step): boolean {
    const trades = endsGoods(step, this.pack) && !OUT.includes(step);
    return step === 'shipping' || step === 'transforming' || ATTACH.includes(step) || GATES.includes(step) || trades;
  }

  needsRelease({ step }: Deed): boolean {
    const trades = endsGoods(step, this.pack) && !OUT.includes(step);
    return step === 'shipping' || step === 'transforming' || ATTACH.includes(step) || trades;
  }

  isReleased({ excursion, lot }: Parcel, { papers }: Pick<Deed, 'papers'>): boolean {
    if (excursion === undefined) return true;
    const { release, at } = excursion;
    const good = this.known([...lot.certificates, ...papers], lot).filter(
      ({ revoked, result, issued, until = this.now }) =>
        !revoked && result === 'pass' && until >= this.now && issued + DAY > at,
    );
    return release.length > 0 && release.every((type) => good.some((each) => each.type === type));
  }

  /** A step that changes the state of goods changes all that lie together. */
  splits(deed: Deed, parcel: Parcel): boolean {
    const { step, quantity, shipment } = deed;
    if (parcel.unit !== undefined || this.moving(step) || this.ends(step) || quantity === parcel.quantity) return false;
    const rule = this.rulesFor(deed).layers[0]?.pack.steps?.[step] as StepRule | undefined;
    const state = shipment === undefined ? (rule?.state ?? parcel.state) : parcel.state;
    return (
      state !== parcel.state ||
      rule?.fields?.some(({ as, name }) => as !== undefined && typeof deed.fields[name] === 'string') === true
    );
  }

  moving(step: Step): boolean {
    return ['shipping', 'transforming', 'packing', 'unpacking'].includes(step);
  }

  serves({ step, by }: Deed, goods: readonly Parcel[]): boolean {
    const makers = step === 'maintaining' || step === 'repairing';
    const trade = SERVANTS[step]?.includes(by.role) === true;
    return !endsGoods(step, this.pack) && (trade || (makers && goods.every(({ lot }) => lot.maker === by.firm.id)));
  }

  party(id: string): Party | undefined {
    return this.country.parties.find(({ firm }) => firm.id === id);
  }
}

/** Lots that come to lie together must stand alike. */
export function isAlike(
  a: Pick<Parcel, 'state' | 'owner' | 'facts'>,
  b: Pick<Parcel, 'state' | 'owner' | 'facts'>,
): boolean {
  const text = (facts: Facts): string =>
    Object.entries(facts)
      .map(([name, value]) => `${name}=${String(value)}`)
      .sort()
      .join();
  return a.state === b.state && a.owner === b.owner && text(a.facts) === text(b.facts);
}

function sameDone(a: Parcel, b: Parcel): boolean {
  return (
    JSON.stringify(Object.entries(a.done).sort()) === JSON.stringify(Object.entries(b.done).sort()) &&
    a.excursion === b.excursion
  );
}

export function gramsOf(uom: string): bigint {
  return { TNE: 1_000_000n, KGM: 1000n, GRM: 1n, LTR: 1000n, MLT: 1n }[uom] ?? 1n;
}

/** Millionths. */
export function shareOf(value: Json | undefined): bigint {
  return value !== null && typeof value === 'object' && 'text' in value
    ? BigInt(Math.round(Number((value as { text: string }).text) * 1e6))
    : 1_000_000n;
}
