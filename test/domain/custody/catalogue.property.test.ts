import { expect } from 'chai';
import fc from 'fast-check';
import { countersignature } from '@suyuan/client';
import {
  endsGoods,
  formatQuantity,
  readQuantity,
  STEP_NAMES,
  type CategoryPack,
  type EntryRef,
  type HoldingRecord,
  type LotRecord,
  type PendingRecord,
  type Role,
  type ShipmentRecord,
  type Step,
} from '@suyuan/domain';
import type { Firm } from '../../support/firm.js';
import { PACKS } from '../../support/packs.js';
import { PackWorld, plainPack } from '../../support/pack-world.js';

/** One try of whoever may or may not be able to. */
interface Attempt {
  readonly step: Step | 'countersign' | 'later';
  readonly who: number;
  readonly whom: number;
  readonly lot: number;
  readonly shipment: number;
  /** Of what its signer has: all, half, or one more than all. */
  readonly part: 'all' | 'half' | 'more';
  /** Whether it names another as who has the goods. */
  readonly serves: boolean;
  /** Whether whoever has the goods tries, or anybody. */
  readonly fitting: boolean;
  readonly certified: boolean;
}

const NOT_OF_LOTS: readonly Step[] = [
  ...(['packing', 'unpacking', 'installing', 'removing', 'implanting', 'explanting'] as const),
  ...(['transforming', 'sampling'] as const),
];

/** What a pack knows, hand-offs more often, and a few things that it may not know. */
function stepsOf({ steps }: CategoryPack): readonly Attempt['step'][] {
  const own = STEP_NAMES.filter((step) => steps[step] !== undefined && !NOT_OF_LOTS.includes(step));
  const often = ['shipping', 'shipping', 'receiving', 'receiving', 'receiving', 'countersign'] as const;
  return [...own, ...own, ...often, 'later', 'storing', 'filling', 'destroying'];
}

const attempt = (pack: CategoryPack): fc.Arbitrary<Attempt> =>
  fc.record({
    step: fc.constantFrom(...stepsOf(pack)),
    who: fc.nat(20),
    whom: fc.nat(20),
    lot: fc.nat(2),
    shipment: fc.nat(5),
    part: fc.constantFrom('all', 'all', 'half', 'more'),
    serves: fc.constantFrom(false, false, true),
    fitting: fc.constantFrom(true, true, true, false),
    certified: fc.constantFrom(true, true, true, false),
  });

describe('every pack of the catalogue, whatever is tried in whatever order', () => {
  for (const { id } of PACKS) {
    const pack = plainPack(id);
    it(`${id}: comes to no state that it forbids, and loses nothing`, function () {
      this.timeout(120_000);
      let done = 0;
      fc.assert(
        fc.property(fc.array(attempt(pack), { minLength: 30, maxLength: 60 }), (attempts) => {
          const history = new History(pack);
          for (const each of attempts) {
            history.attempt(each);
            history.check();
          }
          done += history.accepted;
        }),
        { numRuns: 12, interruptAfterTimeLimit: 20_000 },
      );
      expect(done, 'steps that were accepted').to.be.above(40);
    });
  }
});

/** A ledger, and a second account of what its pack lets happen, kept by hand. */
class History {
  readonly ledger: PackWorld;
  readonly firms: readonly (readonly [Role, Firm])[];
  readonly lots: string[] = [];
  readonly shipments: EntryRef[] = [];
  readonly pendings: EntryRef[] = [];
  readonly gone = new Map<string, bigint>();
  accepted = 0;

  constructor(readonly pack: CategoryPack) {
    this.ledger = new PackWorld(pack);
    this.firms = [...this.ledger.firms];
    if (pack.balance?.quota !== undefined) this.ledger.grant(this.ledger.maker());
    this.lots.push(this.ledger.lot('10'));
  }

  attempt(each: Attempt): void {
    const { step, who, whom, lot: l, part, serves, fitting, certified } = each;
    const { ledger, firms, pack } = this;
    const lot = this.lots[l % this.lots.length] ?? '';
    const holders = firms.filter(([, firm]) => readQuantity(ledger.holding(firm, lot)?.quantity ?? '0') > 0n);
    const holder = (fitting ? holders[who % Math.max(1, holders.length)] : undefined) ?? firms[who % firms.length];
    const { to = pack.steps.receiving?.roles ?? [], roles = [] } =
      (step in pack.steps ? pack.steps[step as Step] : undefined) ?? {};
    const fit = firms.filter(([role]) => (step === 'shipping' ? to : roles).includes(role));
    const other = (fitting ? fit[whom % Math.max(1, fit.length)] : undefined) ?? firms[whom % firms.length];
    if (holder === undefined || other === undefined) return;
    const [, firm] = holder;
    const held = readQuantity(ledger.holding(firm, lot)?.quantity ?? '0');
    const amount = part === 'all' ? held : part === 'half' ? held / 2n : held + 1n;
    const quantity = formatQuantity(amount === 0n ? 1n : whole(pack, amount));
    const certificates = certified ? this.certificates(lot) : [];
    switch (step) {
      case 'later':
        ledger.world.now += 3 * 86_400;
        return;
      case 'countersign':
        this.countersign(other[1], each.shipment);
        return;
      case 'commissioning': {
        if (this.lots.length >= 3) return;
        const [, maker] = fitting ? ([undefined, ledger.maker()] as const) : other;
        const { lot: made, event } = ledger.birth('10', {}, maker);
        if (this.try(maker, step, event)) this.lots.push(made);
        return;
      }
      case 'shipping': {
        const ref = this.try(firm, step, ledger.ship(firm, other[1], lot, quantity, { certificates }), lot);
        if (ref !== undefined) this.shipments.push(ref);
        return;
      }
      case 'receiving':
      case 'returning':
      case 'void_shipping':
        this.close(step, each, certificates);
        return;
      default:
        if (pack.steps[step] === undefined) return;
        this.serve(step, { firm, lot, quantity, certificates, servant: serves ? other[1] : undefined }, each.shipment);
    }
  }

  close(
    step: 'receiving' | 'returning' | 'void_shipping',
    { shipment: s, fitting, who, part }: Attempt,
    certificates: object[],
  ): void {
    const { ledger, firms } = this;
    const ref = this.shipments[s % Math.max(1, this.shipments.length)];
    const shipment = ref === undefined ? undefined : ledger.world.shipment(ref);
    const line = shipment?.lines[0];
    if (ref === undefined || shipment === undefined || line === undefined) return;
    const [, anybody] = firms[who % firms.length] ?? [];
    const party = (id: string): Firm | undefined => firms.find(([, firm]) => firm.id === id)?.[1];
    const by = fitting ? party(step === 'void_shipping' ? shipment.from : shipment.to) : anybody;
    const sender = party(shipment.from);
    if (by === undefined || sender === undefined) return;
    const all = readQuantity(line.quantity);
    const quantity = formatQuantity(part === 'more' ? all + 1_000_000n : all);
    const receipt = { certificates };
    if (step === 'receiving') this.try(by, step, ledger.receive(ref, line.lot, quantity, receipt));
    else if (step === 'void_shipping') this.try(by, step, ledger.void(ref, line.lot, quantity));
    else {
      const back = this.try(by, step, ledger.giveBack(by, sender, ref, line.lot, quantity));
      if (back !== undefined) this.shipments.push(back);
    }
  }

  serve(
    step: Step,
    {
      firm,
      lot,
      quantity,
      certificates,
      servant,
    }: { firm: Firm; lot: string; quantity: string; certificates: object[]; servant: Firm | undefined },
    s: number,
  ): void {
    const { ledger, pack } = this;
    const onTheWay = step === 'transporting' || (servant !== undefined && s > 3);
    const shipment = onTheWay ? this.shipments[s % Math.max(1, this.shipments.length)] : undefined;
    const by = servant ?? firm;
    const holder = servant === undefined || shipment !== undefined ? {} : { holder: firm.id };
    const event = ledger.serve(step as 'storing', lot, quantity, {
      ...holder,
      certificates,
      ...(shipment === undefined ? {} : { shipment }),
    });
    const form = {
      decommissioning: 'decommissioning',
      scrapping: 'decommissioning',
      destroying: 'destroying',
    } as const;
    const ends = endsGoods(step, pack);
    const changed = step in form ? { ...event, action: 'DELETE', sourceList: [] } : event;
    const ref = this.try(by, step, changed, shipment === undefined ? lot : undefined, ends ? by : firm);
    if (ref === undefined || !ends) return;
    if ((pack.steps[step]?.signatures ?? 1) > 1) this.pendings.push(ref);
    else this.gone.set(lot, (this.gone.get(lot) ?? 0n) + readQuantity(quantity));
  }

  countersign(firm: Firm, p: number): void {
    const { world } = this.ledger;
    const ref = this.pendings[p % Math.max(1, this.pendings.length)];
    if (ref === undefined) return;
    const [document = '', entry = ''] = ref.split('#');
    const record = (): PendingRecord =>
      JSON.parse(world.state.get(`pending/${document}/${entry}`) ?? '{}') as PendingRecord;
    const before = record();
    if (world.codes(world.document(firm, 'countersignature', [countersignature(ref)])).length > 0) return;
    expect(record().signed.length).to.equal(before.signed.length + 1);
    expect(new Set(record().signed).size).to.equal(record().signed.length);
    if (record().status !== 'done') return;
    for (const { lot, quantity } of record().lines) {
      this.gone.set(lot, (this.gone.get(lot) ?? 0n) + readQuantity(quantity));
    }
  }

  /** What was accepted must have been by someone whom the pack names, and of goods in a state from which it may be done. */
  try(by: Firm, step: Step, event: object, lot?: string, holder = by): EntryRef | undefined {
    const { ledger, pack } = this;
    const before = lot === undefined ? undefined : (ledger.holding(holder, lot)?.state ?? 'active');
    const document = ledger.world.document(by, 'events', [event]);
    if (ledger.world.codes(document).length > 0) return undefined;
    this.accepted++;
    const rule = pack.steps[step];
    const roles = this.firms.filter(([, firm]) => firm === by).map(([role]) => role);
    if (step !== 'void_shipping' && step !== 'returning' && step !== 'receiving') {
      expect(rule, `${pack.id} has no ${step}`).not.to.equal(undefined);
      expect(
        rule?.roles.some((role) => roles.includes(role)),
        `${step} by ${roles.join()}`,
      ).to.equal(true);
    }
    if (before !== undefined && rule?.from !== undefined) expect(rule.from, `${step} of ${before}`).to.include(before);
    const written = [...ledger.world.state].find(([key]) => key.startsWith('event/') && key.includes(by.id));
    expect(written).not.to.equal(undefined);
    const last = [...ledger.world.state].filter(([key]) => key.startsWith(`event/${by.id}/`)).at(-1)?.[1] ?? '{}';
    return (JSON.parse(last) as { by: EntryRef }).by;
  }

  certificates(lot: string): { issuer: string; number: string }[] {
    const { ledger, pack } = this;
    return Object.entries(pack.certificates).flatMap(([type, { issuers }]) => {
      const own = Object.values(pack.steps).some((rule) =>
        rule.certificates?.some((each) => each.type === type && each.issuer === 'maker'),
      );
      const issuer = own ? ledger.maker() : ledger.firms.get(issuers[0] ?? 'laboratory');
      if (issuer === undefined) return [];
      const number = `x-${type}-${lot.slice(-4).replaceAll('/', '-')}`;
      const key = `certificate/${issuer.id}/${number}`;
      try {
        if (!ledger.world.state.has(key)) ledger.issue(issuer, type, number, lot);
      } catch {
        return [];
      }
      return [{ issuer: issuer.id, number }];
    });
  }

  check(): void {
    const states = new Set(['active', ...Object.keys(this.pack.states ?? {})]);
    for (const lot of this.lots) {
      let sum = this.gone.get(lot) ?? 0n;
      for (const [key, json] of this.ledger.world.state) {
        if (key.startsWith('holding/') && key.endsWith(`/${lot}`)) {
          const { quantity, state = 'active' } = JSON.parse(json) as HoldingRecord;
          expect(states, `state of ${key}`).to.include(state);
          expect(readQuantity(quantity) >= 0n).to.equal(true);
          sum += readQuantity(quantity);
        }
        if (key.startsWith('shipment/')) sum += open(JSON.parse(json) as ShipmentRecord, lot, states);
      }
      const made = JSON.parse(this.ledger.world.state.get(`lot/${lot}`) ?? '{}') as LotRecord;
      expect(formatQuantity(sum), lot).to.equal(made.quantity);
    }
  }
}

function open(
  { lines, status, received, state = 'in_transit' }: ShipmentRecord,
  lot: string,
  states: ReadonlySet<string>,
): bigint {
  expect(new Set([...states, 'in_transit'])).to.include(state);
  const of = (list: readonly { lot: string; quantity: string }[]): bigint =>
    list.filter((line) => line.lot === lot).reduce((sum, line) => sum + readQuantity(line.quantity), 0n);
  if (status === 'in_transit') return of(lines);
  return status === 'received' ? of(lines) - of(received ?? []) : 0n;
}

/** Pieces are whole. */
function whole({ units }: CategoryPack, quantity: bigint): bigint {
  return units[0] === 'H87' ? (quantity / 1_000_000n) * 1_000_000n || 1_000_000n : quantity;
}
