import {
  gs1CheckDigit,
  interpret,
  judge,
  keys,
  makeIdentifier,
  parseHead,
  KeysNotRead,
  entryUrn,
  follow,
  touches,
  WorkingState,
  type CategoryPack,
  type ContainerRecord,
  type JsonObject,
  type SignedDocument,
  type SignedWitness,
  type TraceError,
} from '@suyuan/domain';
import { certificate, publication, unitCommissioning } from '@suyuan/client';
import { sha256, type Firm } from './firm.js';
import { accreditation, AUD, GTIN, NOW, PREFIX, World } from './world.js';

const roles = ['producer', 'distributor', 'retailer'] as const;

/** Goods traced piece by piece: what packs of drugs, devices and parts ask for, in one. */
export const UNIT_PACK: CategoryPack = {
  id: 'drug',
  version: '1.0.0',
  tier: 'key',
  names: { zh: '药品', en: 'Drugs' },
  inForce: { from: '2026-01-01' },
  sources: [{ id: 'law', zh: '药品管理法' }],
  granularity: 'unit',
  units: ['H87', 'KGM'],
  states: {
    in_transit: { zh: '在途' },
    active: { zh: '可用' },
    dispensed: { zh: '已发药' },
    installed: { zh: '已安装' },
    removed: { zh: '已拆' },
  },
  certificates: {
    release: { names: { zh: '放行单' }, issuers: ['producer'] },
    inspection: { names: { zh: '抽检报告' }, issuers: ['laboratory'] },
  },
  steps: {
    commissioning: {
      roles: ['producer'],
      fields: [
        {
          name: 'cbvmda:itemExpirationDate',
          names: { zh: '有效期' },
          form: { is: 'day' },
          disclosure: 'public',
          as: 'expiry',
        },
      ],
    },
    packing: { roles, from: ['active'] },
    unpacking: { roles },
    shipping: {
      roles,
      to: roles,
      certificates: [{ type: 'release', issuer: 'maker' }],
      conditions: [
        {
          id: 'not-expired',
          names: { zh: '未过期' },
          any: [{ fact: 'event.recorded', is: 'below', than: { fact: 'item.expiry', plus: 86_400 } }],
          code: 'GOODS_EXPIRED',
        },
      ],
      from: ['active'],
    },
    receiving: { roles: ['distributor', 'retailer'], from: ['in_transit'] },
    returning: { roles },
    void_shipping: { roles },
    dispensing: { roles: ['retailer'], from: ['active'], state: 'dispensed' },
    retail_selling: { roles: ['retailer'], from: ['active'] },
    sampling: { roles: [...roles, 'regulator'], to: ['laboratory'] },
    using: { roles: ['retailer'], from: ['installed'], state: 'installed' },
    scrapping: { roles },
    decommissioning: { roles },
    installing: { roles: ['retailer'], from: ['active', 'removed'], state: 'installed' },
    removing: { roles: ['retailer'], from: ['installed'], state: 'removed' },
    implanting: { roles: ['retailer'], from: ['active'], state: 'installed' },
    explanting: { roles: ['retailer'], from: ['installed'], state: 'removed' },
  },
  stopOnFailure: true,
  maxAge: 90 * 86_400,
  late: 86_400,
  retention: { days: 730 },
};

/** The same, where goods are destroyed by so many signatures. */
export function destroyedBy(signatures: number): CategoryPack {
  return { ...UNIT_PACK, steps: { ...UNIT_PACK.steps, destroying: { roles, signatures } } };
}

/** Keys that a capture read and wrote. */
export interface Cost {
  readonly reads: ReadonlySet<string>;
  readonly writes: readonly string[];
  /** Batches in which they were read. */
  readonly rounds: readonly (readonly string[])[];
}

/** A ledger with the unit pack, and captures that carry a witness and are counted. */
export class UnitWorld {
  readonly world = World.ready();
  readonly maker = this.world.producer;
  readonly dealer = this.world.distributor;
  readonly shop = this.world.retailer;
  cost: Cost = { reads: new Set(), writes: [], rounds: [] };
  #numbers = 0;

  constructor(pack = UNIT_PACK) {
    this.world.must(this.world.regulator, 'category', [publication(pack)]);
    const { laboratory } = this.world;
    const number = { number: 'CNAS-L0001', categories: [pack.id] };
    this.world.must(this.world.regulator, 'licence', [{ ...accreditation(laboratory.id), ...number }]);
  }

  get now(): Date {
    return this.world.date();
  }

  /** All or nothing, counted: the errors, or the effects. */
  capture(signed: SignedDocument, witness?: SignedWitness): readonly TraceError[] {
    const one = interpret(witness === undefined ? signed : { ...signed, witness }, sha256);
    const { world } = this;
    const state = new WorkingState();
    const reads = new Set<string>();
    const rounds: (readonly string[])[] = [];
    const load = (wanted: readonly string[]): void => {
      rounds.push(wanted);
      for (const key of wanted) {
        reads.add(key);
        state.load(key, world.state.get(key));
      }
    };
    load(touches(one).reads);
    load(follow(one, state));
    const context = { now: world.now, aud: AUD, root: world.regulator.thumbprint, verify: () => true, hash: sha256 };
    for (let pass = 0; pass < 20; pass++) {
      try {
        const errors = judge(one, state, context);
        const writes = errors.length === 0 ? state.writes() : [];
        for (const [key, json] of writes) {
          // What is written was read, so that a race for it is lost by one; what a crate was before is new by its use.
          if (!reads.has(key) && !key.includes('/use/')) throw new Error(`written without being read: ${key}`);
          world.state.set(key, json);
        }
        this.cost = { reads, writes: writes.map(([key]) => key), rounds };
        return errors;
      } catch (error) {
        if (!(error instanceof KeysNotRead)) throw error;
        load(error.keys);
        state.reset();
      }
    }
    throw new Error('reads without end');
  }

  codes(firm: Firm, events: readonly object[], witness?: SignedWitness): string[] {
    return this.capture(this.world.document(firm, 'events', events), witness).map(({ code }) => code);
  }

  /** Captures what must be good: its document id. */
  must(firm: Firm, events: readonly object[], witness?: SignedWitness): string {
    const signed = this.world.document(firm, 'events', events);
    const errors = this.capture(signed, witness);
    if (errors.length > 0) throw new Error(JSON.stringify(errors.map(({ code, facts }) => ({ code, facts }))));
    return parseHead(signed.jws, sha256).id;
  }

  /** An event that commissions these serials of the test's GTIN. */
  birth(serials: readonly string[], batch: string, change: Partial<JsonObject> = {}): JsonObject {
    const units = serials.map((serial) => `01/${GTIN}/21/${serial}`);
    const ilmd = { 'cbvmda:itemExpirationDate': '2028-11-01' };
    const base = { at: this.now, units, category: 'drug', product: { zh: '阿莫西林胶囊' }, batch };
    const event = unitCommissioning({
      ...base,
      certificates: [{ issuer: this.maker.id, number: batch }],
      ilmd,
    });
    return { ...event, ...change } as JsonObject;
  }

  /** The batch's release, which shipping takes. */
  release(batch: string): void {
    this.world.must(this.maker, 'certificate', [
      certificate({
        ...{ type: 'release', number: batch, category: 'drug', lots: [`01/${GTIN}/10/${batch}`] },
        ...{ result: 'pass', issued: '2026-11-19' },
      }),
    ]);
  }

  /** Units of a released batch in their maker's stock; the document. */
  commission(serials: readonly string[], batch = 'B1'): string {
    if (!this.world.state.has(keys.certificate(this.maker.id, batch))) this.release(batch);
    return this.must(this.maker, [this.birth(serials, batch)]);
  }

  container(path: string): ContainerRecord | undefined {
    return this.world.record(keys.container(path));
  }

  sscc(): string {
    return sscc(++this.#numbers);
  }
}

export function unit(serial: string): string {
  return `01/${GTIN}/21/${serial}`;
}

/** Of the maker's company prefix. */
export function sscc(number: number): string {
  const head = `0${PREFIX}${String(number).padStart(9, '0')}`;
  return makeIdentifier('00', head + gs1CheckDigit(head)).path;
}

export function sets(...documents: readonly string[]): SignedWitness {
  return { sets: documents.map((id) => entryUrn(id, 0)) };
}

export function pages(...documents: readonly string[]): SignedWitness {
  return { pages: documents.map((id) => entryUrn(id, 0)) };
}

export { NOW };
