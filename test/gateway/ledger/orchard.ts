import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capturesOf, readBlock, VALIDATION } from '@suyuan/block';
import { traceContract } from '@suyuan/chaincode';
import { certificate, commissioning, publication, receiving, registration, shipping } from '@suyuan/client';
import { entryRef, ledgerAudience, parseHead, TraceError, type Kind, type SignedDocument } from '@suyuan/domain';
import { startEmbedded, supervise, type Embedded, type Supervisor } from '@suyuan/embedded';
import { connectLedger, readConnection, type Ledger, type LedgerConnection, type LedgerOptions } from '@suyuan/gateway';
import { pino } from 'pino';
import { creditCode, Firm, sha256 } from '../../support/firm.js';
import { GTIN, PACK, PREFIX } from '../../support/world.js';

/** A real ledger with a grower and a wholesaler on it, and clients of the gateway's kind. */
export class Orchard {
  readonly regulator = new Firm('11100000000013127D');
  readonly grower = new Firm(creditCode(1));
  readonly wholesaler = new Firm(creditCode(2));
  readonly #clients: Ledger[] = [];
  #folder = '';
  #aud = '';
  #connection = '';
  #embedded?: Embedded;
  #supervisor?: Supervisor;
  #lots = 0;

  /** In this process; with `apart` in one of its own, which may be killed. */
  static async start(apart = false): Promise<Orchard> {
    const orchard = new Orchard();
    await orchard.#start(apart);
    await orchard.#prepare();
    return orchard;
  }

  get supervisor(): Supervisor {
    if (this.#supervisor === undefined) throw new Error('this ledger has no process of its own');
    return this.#supervisor;
  }

  /** `host:port` of the ledger in this process. */
  get endpoint(): string {
    if (this.#embedded === undefined) throw new Error('this ledger is not in this process');
    return this.#embedded.endpoint;
  }

  connection(): Promise<LedgerConnection> {
    return readConnection(this.#connection);
  }

  async connect(options: Partial<LedgerOptions> = {}): Promise<Ledger> {
    const client = connectLedger({ ...(await this.connection()), logger: pino({ enabled: false }), ...options });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.#embedded?.stop();
    await this.#supervisor?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  sign(firm: Firm, kind: Kind, values: readonly object[], aud = this.#aud): SignedDocument {
    return firm.document(kind, values, { aud, iat: Math.floor(Date.now() / 1000) });
  }

  /** Lots of the grower's, recorded; their paths. */
  async lots(ledger: Ledger, count: number, quantity = '1000'): Promise<string[]> {
    const first = this.#lots + 1;
    this.#lots += count;
    const lots = Array.from({ length: count }, (_, i) => `01/${GTIN}/10/L${first + i}`);
    const number = `C-${first}`;
    const [type, category, issued] = ['compliance', 'agri', new Date().toISOString().slice(0, 10)];
    await committed(
      ledger,
      this.sign(this.grower, 'certificate', [certificate({ type, number, category, lots, result: 'pass', issued })]),
    );
    const births = lots.map((lot) =>
      commissioning({
        ...{ at: new Date(), lot, quantity, uom: 'KGM', category, origin: '山东省栖霞市' },
        product: { zh: '红富士苹果' },
        certificate: { issuer: this.grower.id, number },
      }),
    );
    await committed(ledger, this.sign(this.grower, 'events', births));
    return lots;
  }

  /** From the grower to the wholesaler. */
  ship(lot: string, quantity = '1'): SignedDocument {
    const parties = { from: this.grower.id, to: this.wholesaler.id };
    const event = shipping({ at: new Date(), ...parties, lines: [{ lot, quantity, uom: 'KGM' }] });
    return this.sign(this.grower, 'events', [event]);
  }

  receive(ship: SignedDocument, lot: string, quantity = '1'): SignedDocument {
    const lines = [{ lot, quantity, uom: 'KGM' }];
    const event = receiving({ at: new Date(), shipment: entryRef(idOf(ship), 0), lines });
    return this.sign(this.wholesaler, 'events', [event]);
  }

  async #start(apart: boolean): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'suyuan-ledger-'));
    const regulator = this.regulator.thumbprint;
    if (apart) {
      const env = { ...process.env, SUYUAN_REGULATOR: regulator, LOG_LEVEL: 'silent' };
      this.#supervisor = await supervise({ data: this.#folder, env, stderr: 'ignore' });
      const { connection = '', genesis = '' } = this.#supervisor.listening ?? {};
      this.#connection = connection;
      this.#aud = ledgerAudience('suyuan', genesis);
      return;
    }
    let genesis = '';
    const contracts = [traceContract(() => ({ regulator, genesis }))];
    this.#embedded = await startEmbedded({ data: this.#folder, contracts });
    genesis = this.#embedded.genesis;
    this.#connection = this.#embedded.connectionFile;
    this.#aud = ledgerAudience('suyuan', genesis);
  }

  async #prepare(): Promise<void> {
    const ledger = await this.connect();
    const { regulator, grower, wholesaler } = this;
    const entry = (firm: Firm, zh: string, role: 'regulator' | 'producer' | 'distributor', prefixes: string[] = []) =>
      registration({ id: firm.id, name: { zh }, roles: [role], division: '370686', prefixes, proof: firm.proof() });
    const law = (kind: Kind, values: readonly object[]) => committed(ledger, this.sign(regulator, kind, values));
    await law('participant', [entry(regulator, '市场监督管理局', 'regulator')]);
    await law('category', [publication(PACK)]);
    await law('participant', [
      entry(grower, '栖霞苹果合作社', 'producer', [PREFIX]),
      entry(wholesaler, '郑州果品批发', 'distributor'),
    ]);
  }
}

export async function committed(ledger: Ledger, document: SignedDocument): Promise<number> {
  const outcome = await ledger.submit(document);
  if (outcome.status !== 'committed') throw new Error(JSON.stringify(outcome));
  return outcome.block;
}

export function idOf(document: SignedDocument): string {
  return parseHead(document.jws, sha256).id;
}

/** A capture's argument, as much of it as tests look at. */
interface CaptureText {
  readonly documents: readonly SignedDocument[];
  readonly reads?: readonly string[];
}

/** All valid captures up to a height, in the ledger's order, and how many of its transactions are not valid. */
export async function captured(
  ledger: Ledger,
  height: number,
): Promise<{ captures: readonly CaptureText[]; invalid: number }> {
  const captures: CaptureText[] = [];
  let invalid = 0;
  for await (const bytes of ledger.blocks(0, new AbortController().signal)) {
    const block = readBlock(bytes);
    invalid += block.validationCodes.filter((code) => code !== VALIDATION.VALID).length;
    for (const { json } of capturesOf(block, 'suyuan')) captures.push(JSON.parse(json) as CaptureText);
    if (block.number >= height) break;
  }
  return { captures, invalid };
}

/** Ids of all documents in them. */
export async function recorded(ledger: Ledger, height: number): Promise<{ ids: string[]; invalid: number }> {
  const { captures, invalid } = await captured(ledger, height);
  return { ids: captures.flatMap(({ documents }) => documents.map(idOf)), invalid };
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error: unknown) => (error instanceof TraceError ? error.code : String(error)),
  );
}
