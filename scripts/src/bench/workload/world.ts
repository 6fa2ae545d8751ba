import {
  certificate,
  commissioning,
  localTime,
  proveKey,
  publication,
  registration,
  signDocument,
  type EntryValues,
  type Signer,
} from '@suyuan/client';
import {
  creditCodeCheck,
  gs1CheckDigit,
  type CategoryPack,
  type Kind,
  type Role,
  type SignedDocument,
} from '@suyuan/domain';
import { nodeSigner, sha256 } from './node-signer.js';
import { BENCH_PACK } from './pack.js';

/** A producer, whom it sells to, and its lots. */
export interface Trade {
  readonly producer: Signer;
  readonly distributor: Signer;
  readonly prefix: string;
  /** Canonical paths. */
  readonly lots: readonly string[];
}

/** Enough of every lot for any number of hand-offs of one kilogram. */
const STOCK = '100000000';
const LOTS_A_DOCUMENT = 50;

/** What a world trades in, and where it is not alone on its ledger. */
export interface WorldOptions {
  readonly pack?: CategoryPack;
  readonly regulator?: Signer;
  /** Number of its first party. */
  readonly from?: number;
  /** Of its makers. */
  readonly roles?: readonly Role[];
}

/** The parties of a load and their goods: the same whatever carries them. */
export class World {
  readonly regulator: Signer;
  readonly trades: readonly Trade[];
  readonly pack: CategoryPack;
  readonly roles: readonly Role[];

  constructor(trades = 20, lots = 50, options: WorldOptions = {}) {
    const { pack = BENCH_PACK, regulator, from = 0, roles = ['producer'] } = options;
    this.roles = roles;
    this.regulator = regulator ?? nodeSigner(creditCode('11', 0));
    this.pack = pack;
    this.trades = Array.from({ length: trades }, (_, n) => {
      const i = from + n;
      const prefix = `6901${String(i).padStart(4, '0')}`;
      return {
        producer: nodeSigner(creditCode('91', i)),
        distributor: nodeSigner(creditCode('92', i)),
        prefix,
        lots: Array.from({ length: lots }, (_, n) => `01/0${gtin13(prefix)}/10/B${String(n).padStart(4, '0')}`),
      };
    });
  }

  /** The first document of a ledger. */
  async bootstrap(aud: string): Promise<SignedDocument[]> {
    return [await this.registration(aud, this.regulator, ['regulator'], [])];
  }

  /** What else must be there before the first hand-off, in steps: a step's documents may travel together. */
  async preparation(aud: string): Promise<SignedDocument[][]> {
    const { regulator, trades } = this;
    const participants = trades.flatMap(({ producer, distributor, prefix }) => [
      this.registration(aud, producer, this.roles, [prefix]),
      this.registration(aud, distributor, ['distributor'], []),
    ]);
    return [
      [await sign('category', [publication(this.pack)], aud, regulator), ...(await Promise.all(participants))],
      await Promise.all(trades.flatMap((trade) => (this.#certified ? certificates(trade, this.pack.id, aud) : []))),
      await Promise.all(trades.flatMap((trade) => commissionings(trade, this.pack.id, aud, this.#certified))),
    ];
  }

  /** Whether its goods need certificates. */
  get #certified(): boolean {
    return Object.values(this.pack.steps).some(({ certificates = [] }) => certificates.length > 0);
  }

  /** Of a party, signed by the regulator. */
  async registration(aud: string, signer: Signer, roles: readonly Role[], prefixes: string[]): Promise<SignedDocument> {
    const { participant: id } = signer;
    const name = { zh: `测试企业${id.slice(-6)}`, en: `Bench ${id.slice(-6)}` };
    const entry = registration({ id, name, roles, division: '370600', prefixes, proof: await proveKey(signer) });
    return sign('participant', [entry], aud, this.regulator);
  }
}

export function sign<K extends Kind>(
  kind: K,
  values: readonly (EntryValues[K] | string)[],
  aud: string,
  signer: Signer,
): Promise<SignedDocument> {
  return signDocument(kind, values, { aud, signer, hash: sha256 });
}

function certificates({ producer, lots }: Trade, category: string, aud: string): Promise<SignedDocument>[] {
  return chunks(lots, LOTS_A_DOCUMENT).map((part, i) => {
    const entry = certificate({
      ...{ type: 'compliance', number: `C-${i}`, category, result: 'pass' },
      lots: part.map((lot) => `https://id.gs1.org/${lot}`),
      issued: localTime(new Date()).slice(0, 10),
    });
    return sign('certificate', [entry], aud, producer);
  });
}

function commissionings(
  { producer, lots }: Trade,
  category: string,
  aud: string,
  certified: boolean,
): Promise<SignedDocument>[] {
  return chunks(lots, LOTS_A_DOCUMENT).map((part, i) => {
    const events = part.map((lot) =>
      commissioning({
        ...{ lot, quantity: STOCK, uom: 'KGM', at: new Date(), category, origin: '山东省栖霞市' },
        harvested: localTime(new Date()).slice(0, 10),
        product: { zh: '烟台红富士苹果', en: 'Yantai Fuji apples' },
        ...(certified && { certificate: { issuer: producer.participant, number: `C-${i}` } }),
      }),
    );
    return sign('events', events, aud, producer);
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts = Math.ceil(items.length / size);
  return Array.from({ length: parts }, (_, i) => items.slice(i * size, (i + 1) * size));
}

export function creditCode(kind: string, n: number): string {
  const first = `${kind}370600MA3${String(n).padStart(6, '0')}`;
  return first + creditCodeCheck(first);
}

export function gtin13(prefix: string): string {
  const digits = `${prefix}0001`;
  return digits + gs1CheckDigit(digits);
}
