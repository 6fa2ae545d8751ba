import { createHash } from 'node:crypto';
import {
  certificate,
  dispensing,
  documentId,
  licence,
  localTime,
  packing,
  product,
  publication,
  receiving,
  shipping,
  unitCommissioning,
  unpacking,
  type Signer,
} from '@suyuan/client';
import { entryRef, gs1CheckDigit, type CategoryPack, type JsonObject, type SignedWitness } from '@suyuan/domain';
import type { Ledger } from '@suyuan/gateway';
import { committed, type LedgerUnderTest } from '../ledger-under-test.js';
import { nodeSigner, sha256 } from '../workload/node-signer.js';
import { creditCode, gtin13, sign } from '../workload/world.js';
import { costOf, type Cost } from './cost.js';

const PREFIX = '69013000';
const GTIN = `0${gtin13(PREFIX)}`;
const APPROVAL = '国药准字H20260001';
const DAY = 86_400_000;

const day = (days: number): string => localTime(new Date(Date.now() + days * DAY)).slice(0, 10);

/** Of a unit of its product. */
export const unitPath = (serial: string): string => `01/${GTIN}/21/${serial}`;

/** Serials one after the other. */
export const range = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, i) => String(from + i).padStart(8, '0'));

/** Serials that lie nowhere near each other. */
export const random = (count: number, seed: string): string[] =>
  range(count).map((n) => createHash('sha256').update(`${seed}${n}`).digest('hex').slice(0, 14).toUpperCase());

/** A maker of drugs, a wholesaler and a pharmacy, by the real pack: what units and pallets cost. */
export class Apothecary {
  readonly maker = nodeSigner(creditCode('91', 3000));
  readonly dealer = nodeSigner(creditCode('91', 3001));
  readonly shop = nodeSigner(creditCode('91', 3002));
  #containers = 0;
  #batches = 0;

  constructor(
    readonly under: LedgerUnderTest,
    readonly ledger: Ledger,
  ) {}

  /** Parties with their licences, the product, the rules. */
  async prepare(pack: CategoryPack): Promise<void> {
    const { aud, world } = this.under;
    const { maker, dealer, shop } = this;
    const holders = [dealer, shop].map(({ participant }, i) =>
      licence({
        ...{ participant, type: 'drug-business', number: `豫AA${371000000 + i}`, categories: ['drug'] },
        ...{ from: day(-100), until: day(1000), authority: '省药监局' },
      }),
    );
    const drug = product({
      ...{ gtin: GTIN, name: { zh: '阿莫西林胶囊' }, category: 'drug', specification: '0.25g×24' },
      ...{ maker: maker.participant, approval: APPROVAL },
    });
    await committed(this.ledger, [
      await sign('category', [publication(pack)], aud, world.regulator),
      await world.registration(aud, maker, ['producer'], [PREFIX]),
      await world.registration(aud, dealer, ['distributor'], []),
      await world.registration(aud, shop, ['pharmacy'], []),
    ]);
    await committed(this.ledger, [
      await sign('licence', holders, aud, world.regulator),
      await sign('product', [drug], aud, world.regulator),
    ]);
  }

  /** Events of one party as one document, and what it cost. */
  async does(signer: Signer, events: JsonObject[], witness?: SignedWitness): Promise<Cost & { readonly id: string }> {
    const signed = await sign('events', events, this.under.aud, signer);
    const document = witness === undefined ? signed : { ...signed, witness };
    const cost = await costOf(this.ledger, this.under.connection.chaincode, document);
    return { ...cost, id: documentId(signed, sha256) };
  }

  /** The event by which these units are: of a new batch with its release, or of the last one. */
  async birth(serials: readonly string[], fresh = true): Promise<JsonObject> {
    if (fresh) this.#batches++;
    const batch = `B${this.#batches}`;
    if (fresh) {
      const release = { type: 'release', number: `R-${batch}`, category: 'drug', result: 'pass' as const };
      const entry = certificate({ ...release, lots: [`https://id.gs1.org/01/${GTIN}/10/${batch}`], issued: day(-1) });
      await committed(this.ledger, [await sign('certificate', [entry], this.under.aud, this.maker)]);
    }
    return unitCommissioning({
      ...{ at: new Date(), units: serials.map(unitPath), category: 'drug', product: { zh: '阿莫西林胶囊' }, batch },
      certificates: [{ issuer: this.maker.participant, number: `R-${batch}` }],
      ilmd: {
        'suyuan:drugApproval': APPROVAL,
        'suyuan:produced': day(-1),
        'cbvmda:itemExpirationDate': day(700),
      },
    });
  }

  sscc(): string {
    const body = `3${PREFIX}${String(++this.#containers).padStart(8, '0')}`.slice(0, 17);
    return `00/${body}${gs1CheckDigit(body)}`;
  }

  pack(container: string, items: readonly string[], serials = true): JsonObject {
    return packing({ at: new Date(), container, items: serials ? items.map(unitPath) : items });
  }

  /** From the maker to the wholesaler, and received: reads and writes of both documents. */
  async handOver(goods: string, witness?: SignedWitness): Promise<{ reads: number; writes: number }> {
    const { maker, dealer } = this;
    const parties = { from: maker.participant, to: dealer.participant };
    const sent = await this.does(maker, [shipping({ at: new Date(), ...parties, goods: [goods] })], witness);
    const shipment = entryRef(sent.id, 0);
    const got = await this.does(dealer, [receiving({ at: new Date(), ...parties, shipment, goods: [goods] })]);
    return { reads: sent.reads.length + got.reads.length, writes: sent.writes.length + got.writes.length };
  }

  /** A unit out of a carton that has come to the pharmacy: dispensed, the first that happens to it alone. */
  async dispense(carton: string, serial: string, page: string): Promise<Cost> {
    const { maker, shop } = this;
    const parties = { from: maker.participant, to: shop.participant };
    const sent = await this.does(maker, [shipping({ at: new Date(), ...parties, goods: [carton] })]);
    const shipment = entryRef(sent.id, 0);
    await this.does(shop, [receiving({ at: new Date(), ...parties, shipment, goods: [carton] })]);
    await this.does(shop, [unpacking({ at: new Date(), container: carton })]);
    const pages = { pages: [`urn:suyuan:entry:${page}:0`] };
    return this.does(shop, [dispensing({ at: new Date(), units: [unitPath(serial)] })], pages);
  }
}
