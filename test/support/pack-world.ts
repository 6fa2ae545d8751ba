import {
  certificate,
  commissioning,
  publication,
  quota,
  receiving,
  returning,
  serving,
  shipping,
  voiding,
} from '@suyuan/client';
import {
  JsonNumber,
  keys,
  type CategoryPack,
  type EntryRef,
  type HoldingRecord,
  type Json,
  type JsonObject,
  type LotRecord,
  type Role,
  type SignedWitness,
  type StayStep,
  type Step,
  type StepRule,
} from '@suyuan/domain';
import { creditCode, Firm } from './firm.js';
import { accreditation, GTIN, PREFIX, World } from './world.js';

/** A day, as texts of fields have it, from today. */
export function day(world: World, offset = 0): string {
  return new Date((world.now + 8 * 3600 + offset * 86_400) * 1000).toISOString().slice(0, 10);
}

/** Everybody there is, one firm a role, under one pack. */
export class PackWorld {
  readonly world = World.empty();
  readonly firms = new Map<Role, Firm>();
  #lots = 0;

  constructor(readonly pack: CategoryPack) {
    const { world } = this;
    world.must(world.regulator, 'category', [publication(pack)]);
    const roles = new Set(Object.values(pack.steps).flatMap(({ roles: own, to = [] }) => [...own, ...to]));
    roles.delete('regulator');
    this.firms.set('regulator', world.regulator);
    [...roles].sort().forEach((role, i) => {
      const firm = new Firm(creditCode(100 + i));
      this.firms.set(role, firm);
      world.must(world.regulator, 'participant', [world.entry(firm, role, [role], [prefixOf(i)])]);
    });
    const laboratory = this.firms.get('laboratory');
    if (laboratory === undefined) return;
    const types = Object.entries(pack.certificates);
    const scopes = types.filter(([, { issuers }]) => issuers.includes('laboratory')).map(([type]) => type);
    if (scopes.length === 0) return;
    world.must(world.regulator, 'licence', [{ ...accreditation(laboratory.id, scopes), categories: [pack.id] }]);
  }

  firm(role: Role): Firm {
    const firm = this.firms.get(role);
    if (firm === undefined) throw new Error(`nobody is ${role}`);
    return firm;
  }

  rule(step: Step): StepRule {
    const rule = this.pack.steps[step];
    if (rule === undefined) throw new Error(`${this.pack.id} has no ${step}`);
    return rule;
  }

  get uom(): string {
    return this.pack.units[0] ?? 'H87';
  }

  /** More than anything in a test comes to, of all substances that a step may name. */
  grant(participant: Firm): void {
    const { balance, steps, id } = this.pack;
    const form = steps.commissioning?.fields?.find(({ name }) => name === balance?.substance)?.form;
    const substances = form?.is === 'one_of' ? form.values : ['X1'];
    const entries = substances.map((substance) =>
      quota({ participant: participant.id, category: id, substance, period: '2026', amount: '1000000', uom: this.uom }),
    );
    this.world.must(this.world.regulator, 'quota', entries);
  }

  /** Values for all that a step's rule asks for. */
  fields(step: Step, change: JsonObject = {}): JsonObject {
    const all: Record<string, Json> = {};
    for (const { name, form } of this.pack.steps[step]?.fields ?? []) {
      if (!name.includes(':') || name === 'suyuan:category' || name === 'suyuan:product') continue;
      if (form?.is === 'day') all[name] = day(this.world, /expir|due/i.test(name) ? 300 : 0);
      else if (form?.is === 'time') all[name] = this.world.date().toISOString();
      else if (form?.is === 'number') all[name] = new JsonNumber('0.5');
      else if (form?.is === 'one_of') all[name] = form.values[0] ?? '';
      else all[name] = 'X1';
    }
    return { ...all, ...change };
  }

  references(step: Step): { type: string; uri: string }[] {
    return (this.pack.steps[step]?.fields ?? []).flatMap(({ name }) =>
      name.startsWith('bizTransaction.') ? [{ type: name.slice(15), uri: 'urn:suyuan:test:1' }] : [],
    );
  }

  maker(): Firm {
    return this.firm(this.rule('commissioning').roles[0] ?? 'producer');
  }

  /** A new lot in its maker's stock, with every certificate that its pack knows; its path. */
  lot(quantity = '10', fields: JsonObject = {}, maker = this.maker()): string {
    const { lot, event } = this.birth(quantity, fields, maker);
    this.world.must(maker, 'events', [event]);
    return lot;
  }

  birth(quantity = '10', fields: JsonObject = {}, maker = this.maker()): { lot: string; event: JsonObject } {
    const role = [...this.firms].find(([, firm]) => firm === maker)?.[0];
    const index = [...this.firms.keys()].filter((each) => each !== 'regulator').findIndex((each) => each === role);
    const number = `L${++this.#lots}`;
    const lot = `01/${gtinOf(index)}/10/${number}`;
    const own = this.certify(lot, number, maker, true);
    const event = commissioning({
      ...{ at: this.world.date(), lot, quantity, uom: this.uom, category: this.pack.id, product: { zh: '货物' } },
      ...{ origin: '某地', ilmd: { 'suyuan:origin': '某地', ...this.fields('commissioning', fields) } },
      ...(own === undefined ? {} : { certificate: { issuer: maker.id, number: own } }),
    });
    return { lot, event };
  }

  /** Certificates that only a maker may issue come before the lot. Returns the number of the one that its event names. */
  certify(lot: string, number: string, maker: Firm, before: boolean): string | undefined {
    let named: string | undefined;
    for (const [type, { issuers }] of Object.entries(this.pack.certificates)) {
      const own = Object.values(this.pack.steps).some((rule) =>
        rule.certificates?.some((each) => each.type === type && each.issuer === 'maker'),
      );
      const may = issuers.some((role) => this.firms.get(role) === maker);
      if (own !== before || !may) continue;
      this.issue(maker, type, `${type}-${number}`, lot);
      named ??= `${type}-${number}`;
    }
    return named;
  }

  issue(firm: Firm, type: string, number: string, lot: string, result: 'pass' | 'fail' = 'pass'): void {
    const issued = day(this.world);
    this.world.must(firm, 'certificate', [
      certificate({ type, number, category: this.pack.id, lots: [lot], result, issued }),
    ]);
  }

  ship(from: Firm, to: Firm, lot: string, quantity: string, more: object = {}): JsonObject {
    return shipping({
      ...{ at: this.world.date(), from: from.id, to: to.id, lines: [this.line(lot, quantity)] },
      ...{ references: this.references('shipping'), fields: this.fields('shipping', this.substance(lot)), ...more },
    });
  }

  receive(shipment: EntryRef, lot: string, quantity: string, more: object = {}): JsonObject {
    const fields = this.fields('receiving');
    return receiving({ at: this.world.date(), shipment, lines: [this.line(lot, quantity)], fields, ...more });
  }

  giveBack(from: Firm, to: Firm, shipment: EntryRef, lot: string, quantity: string): JsonObject {
    const lines = [this.line(lot, quantity)];
    return returning({ at: this.world.date(), shipment, from: from.id, to: to.id, lines });
  }

  void(shipment: EntryRef, lot: string, quantity: string): JsonObject {
    return voiding({ at: this.world.date(), shipment, lines: [this.line(lot, quantity)] });
  }

  serve(
    step: StayStep | 'retail_selling' | 'dispensing',
    lot: string,
    quantity: string,
    more: object = {},
  ): JsonObject {
    return serving({
      ...{ at: this.world.date(), step, lines: [this.line(lot, quantity)] },
      ...{ references: this.references(step), fields: this.fields(step, this.substance(lot)), ...more },
    });
  }

  /** What a category that is balanced wants to hear again is what the lot was made with. */
  substance(lot: string): JsonObject {
    const { balance } = this.world.record(keys.lot(lot)) ?? ({} as Partial<LotRecord>);
    if (balance === undefined || this.pack.balance === undefined) return {};
    const { substance, factor } = this.pack.balance;
    const share = factor === undefined ? {} : { [factor]: new JsonNumber(balance.share ?? '1') };
    return { [substance]: balance.substance, ...share };
  }

  line(lot: string, quantity: string): { lot: string; quantity: string; uom: string } {
    return { lot, quantity, uom: this.world.record(keys.lot(lot))?.uom ?? this.uom };
  }

  hand(from: Firm, to: Firm, lot: string, quantity: string, more: object = {}): void {
    const id = this.world.must(from, 'events', [this.ship(from, to, lot, quantity, more)]);
    this.world.must(to, 'events', [this.receive(`${id}#0`, lot, quantity)]);
  }

  must(firm: Firm, event: object): EntryRef {
    return `${this.world.must(firm, 'events', [event])}#0`;
  }

  codes(firm: Firm, event: object, witness?: SignedWitness): string[] {
    const document = this.world.document(firm, 'events', [event]);
    return this.world.codes(witness === undefined ? document : { ...document, witness });
  }

  holding(firm: Firm, lot: string): HoldingRecord | undefined {
    return this.world.record(keys.holding(firm.id, lot));
  }
}

/** A prefix of its own for every firm, of the tests' own GTIN for the first. */
function prefixOf(index: number): string {
  return index === 0 ? PREFIX : `69${String(40_000 + index)}`;
}

function gtinOf(index: number): string {
  if (index === 0) return GTIN;
  const body = `0${prefixOf(index)}00001`.slice(0, 13);
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
