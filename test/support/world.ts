import {
  ACCREDITATION,
  follow,
  interpret,
  judge,
  keys,
  KeysNotRead,
  ledgerAudience,
  parseHead,
  readEntryRef,
  touches,
  WorkingState,
  type EntryRef,
  type HoldingRecord,
  type JsonObject,
  type Key,
  type Kind,
  type LicenceEntry,
  type ShipmentRecord,
  type SignedDocument,
  type TraceError,
} from '@suyuan/domain';
import { certificate, commissioning, licence, publication, registration, sampling } from '@suyuan/client';
import { PACK } from './farm-produce.js';
import { creditCode, Firm, sha256, verifyNow } from './firm.js';
import { unforetold } from './foretold.js';

export { PACK };

/** What lets a laboratory issue inspection reports about farm produce. */
export function accreditation(laboratory: string, scopes: readonly string[] = ['inspection']): LicenceEntry {
  return licence({
    ...{ participant: laboratory, type: ACCREDITATION, number: 'CATL-2026-0001', categories: ['agri'], scopes },
    ...{ from: '2026-01-01', until: '2028-12-31', authority: '省农业农村厅' },
  });
}

/** Transaction time of every test that does not move it: 2026-11-20T04:00:00Z. */
export const NOW = 1_795_147_200;
export const AUD = ledgerAudience('suyuan', '00'.repeat(32));
export const GTIN = '06901234567892';
export const PREFIX = '6901234';

/** A ledger's state and rules alone: what a capture does to them, without any Fabric around it. */
export class World {
  readonly state = new Map<string, string>();
  now = NOW;
  /** Keys that the last capture read, batch by batch. */
  readonly batches: (readonly string[])[] = [];
  readonly regulator = new Firm('11100000000013127D');
  readonly producer = new Firm(creditCode(1));
  readonly rival = new Firm(creditCode(2));
  readonly distributor = new Firm(creditCode(3));
  readonly retailer = new Firm(creditCode(4));
  readonly laboratory = new Firm(creditCode(5));
  #numbers = 0;

  /** The regulator alone is registered. */
  static empty(): World {
    const world = new World();
    world.must(world.regulator, 'participant', [world.entry(world.regulator, '市场监督管理局', ['regulator'])]);
    return world;
  }

  /** Regulator, pack and five firms registered. */
  static ready(): World {
    const world = World.empty();
    world.must(world.regulator, 'category', [publication(PACK)]);
    world.must(world.regulator, 'participant', [
      world.entry(world.producer, '栖霞苹果合作社', ['producer'], [PREFIX]),
      world.entry(world.rival, '莱州苹果合作社', ['producer'], ['6909876']),
      world.entry(world.distributor, '郑州果品批发', ['distributor']),
      world.entry(world.retailer, '金水超市', ['retailer']),
      world.entry(world.laboratory, '农产品检测中心', ['laboratory']),
    ]);
    world.must(world.regulator, 'licence', [accreditation(world.laboratory.id)]);
    return world;
  }

  /** The same firms, and a ledger of its own that goes on from here. */
  copy(): World {
    return Object.assign(new World(), this, { state: new Map(this.state), batches: [] });
  }

  entry(firm: Firm, zh: string, roles: Parameters<typeof registration>[0]['roles'], prefixes: string[] = []): object {
    return registration({ id: firm.id, name: { zh }, roles, division: '370686', prefixes, proof: firm.proof() });
  }

  document(firm: Firm, kind: Kind, values: readonly object[]): SignedDocument {
    return firm.document(kind, values, { aud: AUD, iat: this.now });
  }

  /** A regulator's official sample of a lot for the laboratory, taken from whoever has most of it. */
  sampling(lot: string): JsonObject {
    const suffix = `/${lot}`;
    const held = [...this.state]
      .filter(([key]) => key.startsWith('holding/') && key.endsWith(suffix))
      .map(([key, json]) => ({ from: key.split('/')[1] ?? '', ...(JSON.parse(json) as HoldingRecord) }))
      .sort((a, b) => Number(b.quantity) - Number(a.quantity));
    const [{ from, uom } = { from: this.producer.id, uom: 'KGM' }] = held;
    return sampling({ at: this.date(), from, to: this.laboratory.id, lines: [{ lot, quantity: '0.001', uom }] });
  }

  sample(lot: string): void {
    this.must(this.regulator, 'events', [this.sampling(lot)]);
  }

  isSampled(lot: string): boolean {
    return this.record(keys.sample(this.laboratory.id, lot)) !== undefined;
  }

  /** All or nothing, as the contract does it: the errors, or the documents' effects in `state`. */
  capture(...documents: readonly SignedDocument[]): readonly TraceError[] {
    const all = documents.map((document) => interpret(document, sha256));
    const working = new WorkingState();
    this.batches.length = 0;
    const load = (wanted: readonly string[]): void => {
      if (wanted.length === 0) return;
      this.batches.push(wanted);
      for (const key of wanted) working.load(key, this.state.get(key));
    };
    load(all.flatMap((each) => touches(each).reads));
    for (let round = 2; round <= 3; round++) load(all.flatMap((each) => follow(each, working)));
    const context = { now: this.now, aud: AUD, root: this.regulator.thumbprint, verify: verifyNow, hash: sha256 };
    for (;;) {
      try {
        const errors = all.flatMap((each) => judge(each, working, context));
        if (errors.length > 0) return errors;
        const writes = working.writes();
        const missed = unforetold(all, writes);
        if (missed.length > 0) throw new Error(`written, and not among what was touched: ${missed.join(', ')}`);
        for (const [key, json] of writes) this.state.set(key, json);
        return errors;
      } catch (error) {
        if (!(error instanceof KeysNotRead)) throw error;
        load(error.keys);
        working.reset();
      }
    }
  }

  codes(...documents: readonly SignedDocument[]): string[] {
    return this.capture(...documents).map(({ code }) => code);
  }

  /** Captures what must be good; its document id. */
  must(firm: Firm, kind: Kind, values: readonly object[]): string {
    const document = this.document(firm, kind, values);
    const errors = this.capture(document);
    if (errors.length > 0) throw new Error(JSON.stringify(errors.map(({ code, facts }) => ({ code, facts }))));
    return parseHead(document.jws, sha256).id;
  }

  /** A lot with its compliance certificate; its canonical path. */
  lot(quantity: string, name = `L${++this.#numbers}`): string {
    const lot = `01/${GTIN}/10/${name}`;
    this.must(this.producer, 'certificate', [this.compliance(lot, name)]);
    this.must(this.producer, 'events', [this.birth(lot, quantity, name)]);
    return lot;
  }

  compliance(lot: string, number: string): object {
    return certificate({
      type: 'compliance',
      number,
      category: 'agri',
      lots: [lot],
      result: 'pass',
      issued: '2026-11-19',
    });
  }

  birth(lot: string, quantity: string, number: string, maker = this.producer): JsonObject {
    return commissioning({
      at: this.date(),
      lot,
      quantity,
      uom: 'KGM',
      category: 'agri',
      product: { zh: '红富士苹果' },
      origin: '山东省栖霞市',
      certificate: { issuer: maker.id, number },
    });
  }

  date(offset = 0): Date {
    return new Date((this.now + offset) * 1000);
  }

  record<T extends object>(key: Key<T>): T | undefined {
    const json = this.state.get(key);
    return json === undefined ? undefined : (JSON.parse(json) as T);
  }

  holding(firm: Firm, lot: string): string {
    return this.record(keys.holding(firm.id, lot))?.quantity ?? '0';
  }

  shipment(ref: EntryRef): ShipmentRecord | undefined {
    const { document, entry } = readEntryRef(ref);
    return this.record(keys.shipment(document, entry));
  }
}
