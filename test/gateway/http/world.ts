import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  certificate,
  commissioning,
  documentId,
  generateKey,
  proveKey,
  receiving,
  publication,
  registration,
  shipping,
  signAccess,
  signDocument,
  webSigner,
  type EntryValues,
  type Signer,
} from '@suyuan/client';
import { traceContract } from '@suyuan/chaincode';
import {
  creditCodeCheck,
  gs1CheckDigit,
  type DocumentsAnswer,
  type EntryRef,
  type JsonObject,
  type Kind,
  type LedgerAnswer,
  type Role,
  type SignedDocument,
} from '@suyuan/domain';
import { startEmbedded, type Embedded } from '@suyuan/embedded';
import { accreditation } from '../../support/world.js';
import { AwaitedLedger, connectLedger, readConnection, startGateway, type RunningGateway } from '@suyuan/gateway';
import { PACK } from '../../support/farm-produce.js';

export const PREFIX = '690123456';

export function lotPath(lot: string): string {
  const digits = `0${PREFIX}789`;
  return `01/${digits}${gs1CheckDigit(digits)}/10/${lot}`;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where it is no JSON. */
  readonly json: unknown;
}

/** A ledger, a gateway and the parties of an apple's way, all real, in a folder of their own. */
export class World {
  embedded!: Embedded;
  gateway!: RunningGateway;
  readonly cast: Readonly<Record<'regulator' | 'grower' | 'distributor' | 'retailer' | 'laboratory', Signer>>;
  aud = '';
  #port = 0;
  #ledgerPort = 0;

  private constructor(
    readonly folder: string,
    cast: World['cast'],
  ) {
    this.cast = cast;
  }

  static async start(): Promise<World> {
    const make = async (seed: string) => webSigner(await generateKey(seed + creditCodeCheck(seed)));
    const folder = await mkdtemp(join(tmpdir(), 'suyuan-world-'));
    const world = new World(folder, {
      regulator: await make('11370686K28065178'),
      grower: await make('93370686MA7K4T2E6'),
      distributor: await make('91410122MA9G3R6X6'),
      retailer: await make('91410105MA4P8T1Y2'),
      laboratory: await make('12410000MB1C2D3E4'),
    });
    await world.startLedger();
    await world.startGateway();
    await world.until(async () => (await world.get('/health/ready')).status === 200);
    world.aud = ((await world.get('/api/v1/ledger')).json as LedgerAnswer).aud;
    return world;
  }

  async startLedger(): Promise<void> {
    let genesis = '';
    const regulator = this.cast.regulator.thumbprint;
    this.embedded = await startEmbedded({
      data: join(this.folder, 'ledger'),
      port: this.#ledgerPort,
      contracts: [traceContract(() => ({ regulator, genesis }))],
      onGenesis: (hash) => (genesis = hash),
    });
    this.#ledgerPort = this.embedded.port;
  }

  async startGateway(extra: Partial<Parameters<typeof startGateway>[0]> = {}): Promise<void> {
    const file = join(this.folder, 'ledger', 'connection.json');
    this.gateway = await startGateway({
      data: this.folder,
      port: this.#port,
      metrics: { port: 0 },
      ledger: (parts) => new AwaitedLedger(async () => connectLedger({ ...(await readConnection(file)), ...parts })),
      ...extra,
    });
    this.#port = this.gateway.port;
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await this.embedded.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The five registered, the category in force. */
  async populate(): Promise<void> {
    const { regulator, grower, distributor, retailer, laboratory } = this.cast;
    await this.register(regulator, '栖霞市市场监督管理局', 'regulator');
    await this.send('category', regulator, publication(PACK));
    await this.register(grower, '翠谷红苹果专业合作社', 'producer', { prefixes: [PREFIX] });
    await this.register(distributor, '豫鲜达果品供应链', 'distributor');
    await this.register(retailer, '中原生鲜超市', 'retailer');
    await this.register(laboratory, '农产品检测中心', 'laboratory');
    await this.send('licence', regulator, accreditation(laboratory.participant));
  }

  /** A party and its key, by the regulator. */
  async register(
    signer: Signer,
    zh: string,
    role: Role,
    { division = '370686', prefixes = [] }: { division?: string; prefixes?: readonly string[] } = {},
  ): Promise<void> {
    const proof = await proveKey(signer);
    const entry = { id: signer.participant, name: { zh }, roles: [role], division, proof, prefixes };
    await this.send('participant', this.cast.regulator, registration(entry));
  }

  /** A lot with its certificate. */
  async commission(lot: string, quantity = '2000'): Promise<string> {
    const { grower } = this.cast;
    const about = { type: 'compliance', number: `HG-${lot}`, category: 'agri', lots: [lotPath(lot)] };
    await this.send('certificate', grower, certificate({ ...about, issued: '2026-10-21', result: 'pass' }));
    return this.send('events', grower, this.commissioningOf(lot, quantity));
  }

  commissioningOf(lot: string, quantity = '2000'): JsonObject {
    return commissioning({
      ...{ at: new Date(), lot: lotPath(lot), quantity, uom: 'KGM', category: 'agri', harvested: '2026-10-20' },
      product: { zh: '烟台红富士苹果', en: 'Yantai Fuji apples' },
      origin: '山东省栖霞市翠屏街道',
      certificate: { issuer: this.cast.grower.participant, number: `HG-${lot}` },
    });
  }

  shippingOf(lot: string, quantity: string, from: Signer, to: Signer): JsonObject {
    const lines = [{ lot: lotPath(lot), quantity, uom: 'KGM' }];
    return shipping({ at: new Date(), from: from.participant, to: to.participant, lines });
  }

  receivingOf(shipment: EntryRef, lot: string, quantity: string): JsonObject {
    return receiving({ at: new Date(), shipment, lines: [{ lot: lotPath(lot), quantity, uom: 'KGM' }] });
  }

  sign<K extends Kind>(
    kind: K,
    signer: Signer,
    values: readonly (EntryValues[K] | string)[],
    more: object = {},
  ): Promise<SignedDocument> {
    return signDocument(kind, values, { aud: this.aud, signer, ...more });
  }

  /** Signs and sends; what is not accepted throws. Returns the document's id. */
  async send<K extends Kind>(kind: K, signer: Signer, ...values: (EntryValues[K] | string)[]): Promise<string> {
    const document = await this.sign(kind, signer, values);
    const answer = await this.post(document);
    const [result] = (answer.json as DocumentsAnswer).results;
    if (answer.status !== 200 || result?.status !== 'accepted') throw new Error(answer.text);
    return documentId(document);
  }

  token(signer: Signer, more: object = {}): Promise<string> {
    return signAccess({ aud: this.gateway.url, signer, ...more });
  }

  async get(path: string, { signer, ...headers }: { signer?: Signer; [name: string]: unknown } = {}): Promise<Answer> {
    const authorization = signer === undefined ? {} : { authorization: `Bearer ${await this.token(signer)}` };
    return this.fetch(path, { headers: { ...authorization, ...(headers as Record<string, string>) } });
  }

  post(body: unknown, headers: Record<string, string> = {}, query = ''): Promise<Answer> {
    return this.fetch(`/api/v1/documents${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, init);
    const text = await response.text();
    const json: unknown = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  async until(condition: () => Promise<boolean>, ms = 15_000): Promise<void> {
    const end = Date.now() + ms;
    while (!(await condition().catch(() => false))) {
      if (Date.now() > end) throw new Error(`not within ${ms} ms`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
