import { setTimeout } from 'node:timers/promises';
import { readBlock, type Block } from '@suyuan/block';
import { certificate, commissioning, publication, receiving, registration, sampling, shipping } from '@suyuan/client';
import {
  entryRef,
  ledgerAudience,
  parseHead,
  TraceError,
  type CertificateEntry,
  type EntryRef,
  type JsonObject,
  type Kind,
  type SignedDocument,
} from '@suyuan/domain';
import type { Ledger, Outcome } from '@suyuan/gateway';
import { creditCode, Firm, sha256, type Claims } from '../support/firm.js';
import { accreditation, GTIN, PACK, PREFIX } from '../support/world.js';
import type { Access, LedgerUnderTest } from './ledger-under-test.js';

/** A document as it was recorded. */
export interface Recorded {
  readonly id: string;
  readonly document: SignedDocument;
  readonly txId: string;
  readonly block: number;
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

export function idOf(document: SignedDocument): string {
  return parseHead(document.jws, sha256).id;
}

/** Parties who trade over a ledger, each with a key in this process; two gateways, of two organisations if there are. */
export class Market {
  readonly producer = new Firm(creditCode(1));
  readonly rival = new Firm(creditCode(2));
  readonly distributor = new Firm(creditCode(3));
  readonly retailer = new Firm(creditCode(4));
  readonly laboratory = new Firm(creditCode(5));
  readonly #blocks: Buffer[] = [];
  #lots = 0;

  private constructor(
    readonly under: LedgerUnderTest,
    readonly regulator: Firm,
    readonly access: Access,
    /** Another gateway. */
    readonly other: Access,
    readonly aud: string,
  ) {}

  static async open(under: LedgerUnderTest, regulator: Firm): Promise<Market> {
    const access = await under.connect(0);
    const other = await under.connect(1);
    const [genesis = Buffer.alloc(0)] = await take(access.ledger, 0, 1);
    const aud = ledgerAudience(access.connection.channel, readBlock(genesis).headerHash.toString('hex'));
    return new Market(under, regulator, access, other, aud);
  }

  async close(): Promise<void> {
    await this.access.close();
    await this.other.close();
  }

  /** What the regulator says first: pack and firms. */
  async settle(): Promise<void> {
    const { producer, rival, distributor, retailer, laboratory } = this;
    await this.must(this.regulator, 'category', [publication(PACK)]);
    await this.must(this.regulator, 'participant', [
      this.registration(producer, '栖霞苹果合作社', ['producer'], [PREFIX]),
      this.registration(rival, '莱州苹果合作社', ['producer'], ['6909876']),
      this.registration(distributor, '郑州果品批发', ['distributor']),
      this.registration(retailer, '金水超市', ['retailer']),
      this.registration(laboratory, '农产品检测中心', ['laboratory']),
    ]);
    await this.must(this.regulator, 'licence', [accreditation(laboratory.id)]);
  }

  registration(firm: Firm, zh: string, roles: Parameters<typeof registration>[0]['roles'], prefixes: string[] = []) {
    const proof = firm.proof();
    return registration({ id: firm.id, name: { zh }, roles, division: '370686', prefixes, proof });
  }

  sign(firm: Firm, kind: Kind, values: readonly object[], claims: Partial<Claims> = {}, kid?: string): SignedDocument {
    return firm.document(kind, values, { aud: this.aud, iat: seconds(), ...claims }, kid);
  }

  /** Records what must be good, and waits until the other client's peer knows it too: peers commit when they come to it. */
  async record(document: SignedDocument, ledger = this.access.ledger): Promise<Recorded> {
    const outcome = await ledger.submit(document);
    if (outcome.status !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`);
    const { txId, block } = outcome;
    await take(ledger === this.other.ledger ? this.access.ledger : this.other.ledger, block, 1);
    return { id: idOf(document), document, txId, block };
  }

  must(firm: Firm, kind: Kind, values: readonly object[]): Promise<Recorded> {
    return this.record(this.sign(firm, kind, values));
  }

  /** A new lot's name, canonical. */
  newLot(gtin = GTIN): string {
    return `01/${gtin}/10/L${String(++this.#lots).padStart(4, '0')}`;
  }

  /** A lot of the producer's with its compliance certificate: its path. */
  async lot(quantity: string, lot = this.newLot()): Promise<string> {
    const compliance = this.sign(this.producer, 'certificate', [this.compliance(lot)]);
    const birth = this.sign(this.producer, 'events', [this.birth(lot, quantity)]);
    await Promise.all([this.record(compliance), this.record(birth)]);
    return lot;
  }

  compliance(lot: string, number = numberOf(lot)): CertificateEntry {
    const issued = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    return certificate({ type: 'compliance', number, category: 'agri', lots: [lot], result: 'pass', issued });
  }

  birth(lot: string, quantity: string, maker = this.producer, uom = 'KGM'): JsonObject {
    return commissioning({
      ...{ at: new Date(), lot, quantity, uom, category: 'agri', origin: '山东省栖霞市' },
      product: { zh: '烟台红富士苹果', en: 'Yantai Fuji apples' },
      certificate: { issuer: maker.id, number: numberOf(lot) },
    });
  }

  shipping(lot: string, quantity: string, from = this.producer, to = this.distributor): JsonObject {
    return shipping({ at: new Date(), from: from.id, to: to.id, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  receiving(shipment: EntryRef, lot: string, quantity: string): JsonObject {
    return receiving({ at: new Date(), shipment, lines: [{ lot, quantity, uom: 'KGM' }] });
  }

  /** An official sample of the producer's lot, for the laboratory. */
  sample(lot: string): Promise<Recorded> {
    const lines = [{ lot, quantity: '0.001', uom: 'KGM' }];
    const event = sampling({ at: new Date(), from: this.producer.id, to: this.laboratory.id, lines });
    return this.must(this.regulator, 'events', [event]);
  }

  /** Goods on their way from producer to distributor: the shipment's name. */
  async shipped(lot: string, quantity: string): Promise<EntryRef> {
    const { id } = await this.must(this.producer, 'events', [this.shipping(lot, quantity)]);
    return entryRef(id, 0);
  }

  /** Any good document, of nobody's concern: what comes before its block is known to be all there was. */
  mark(ledger?: Ledger): Promise<Recorded> {
    const entry = this.compliance(this.newLot());
    return this.record(this.sign(this.producer, 'certificate', [entry]), ledger);
  }

  /** All blocks up to now. */
  async blocks(): Promise<Block[]> {
    const { block } = await this.mark();
    this.#blocks.push(...(await take(this.access.ledger, this.#blocks.length, block + 1 - this.#blocks.length)));
    return this.#blocks.map(readBlock);
  }

  /** The bytes of all blocks up to now. */
  async bytes(): Promise<readonly Buffer[]> {
    await this.blocks();
    return this.#blocks;
  }

  /** Records as text by key, undefined where there is none, as the contract's own query gives them. */
  async state(keys: readonly string[]): Promise<Map<string, string | undefined>> {
    const found = new Map<string, string | undefined>();
    for (let i = 0; i < keys.length; i += 500) {
      const part = keys.slice(i, i + 500);
      const answer = await this.access.ledger.evaluate('state', JSON.stringify(part));
      const values = JSON.parse(Buffer.from(answer).toString()) as (object | null)[];
      // Records are written with sorted keys, which reading and writing keeps.
      part.forEach((key, j) => found.set(key, values[j] ? JSON.stringify(values[j]) : undefined));
    }
    return found;
  }

  async get<T extends object>(key: string): Promise<T | undefined> {
    const json = (await this.state([key])).get(key);
    return json === undefined ? undefined : (JSON.parse(json) as T);
  }

  /** Keys that anything ever wrote, of the contract's. */
  async keys(): Promise<string[]> {
    const { chaincode } = this.access.connection;
    const all = (await this.blocks()).flatMap((block) => block.valid.filter((tx) => tx.isEndorser));
    const sets = all.flatMap((tx) => tx.sets).filter((set) => set.namespace === chaincode);
    return [...new Set(sets.flatMap((set) => set.writes.map(({ key }) => key)))].sort();
  }
}

export function numberOf(lot: string): string {
  return `C-${lot.slice(lot.lastIndexOf('/') + 1)}`;
}

/** So many blocks from a number on. */
export async function take(ledger: Ledger, from: number, count: number): Promise<Buffer[]> {
  const blocks: Buffer[] = [];
  if (count <= 0) return blocks;
  const done = new AbortController();
  for await (const bytes of ledger.blocks(from, done.signal)) {
    blocks.push(Buffer.from(bytes));
    if (blocks.length === count) break;
  }
  done.abort();
  return blocks;
}

/** Again and again while the ledger is away: a client that was cut off finds it within seconds. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const away = error instanceof TraceError && error.code === 'LEDGER_UNAVAILABLE';
      if (!away || attempt === 150) throw error;
      await setTimeout(200);
    }
  }
}

/** The codes of a refusal, sorted; the status where it was none. */
export function codesOf(outcome: Outcome): string[] {
  return outcome.status === 'refused' ? outcome.errors.map(({ code }) => code).sort() : [outcome.status];
}
