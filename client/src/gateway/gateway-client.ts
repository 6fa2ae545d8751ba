import type {
  CategoriesAnswer,
  CertificateAnswer,
  ContainerHoldingsAnswer,
  DeliveriesAnswer,
  DocumentAnswer,
  DocumentsAnswer,
  FilingsAnswer,
  HoldingsAnswer,
  LicencesAnswer,
  ParticipantAnswer,
  ParticipantsAnswer,
  ProductAnswer,
  QuotasAnswer,
  SerialsAnswer,
  ShipmentStatus,
  SignedDocument,
  UnitHoldingsAnswer,
} from '@suyuan/domain';
import { readGtin } from '@suyuan/domain';
import { itemIdentifier } from '../acts/item-name.js';
import type { Signer } from '../keys/signer.js';
import { GatewayReader, queryText, type Query, type ReaderOptions } from './gateway-reader.js';
import { GatewayProblem } from './problem.js';
import { pauseBefore, sleep } from './retry.js';
import { Tokens } from './tokens.js';

export interface GatewayOptions extends ReaderOptions {
  /** Needed for what is not public. */
  readonly signer?: Signer;
}

export interface HoldingsQuery {
  /** For a regulator: whose. */
  readonly participant?: string;
  readonly after?: string;
}

export interface SerialsQuery extends HoldingsQuery {
  /** Path of the batch's lot. */
  readonly batch: string;
}

export interface DeliveriesQuery extends HoldingsQuery {
  readonly direction: 'in' | 'out';
  readonly status?: ShipmentStatus;
}

export interface FilingsQuery extends HoldingsQuery {
  /** What came, what left, or what one did to one's own stock. */
  readonly direction: 'in' | 'out' | 'own';
  /** Only what is still to be reported. */
  readonly outstanding?: boolean;
}

export interface QuotasQuery {
  /** For a regulator: whose. */
  readonly participant?: string;
  /** `2026`, `2026-Q4`, `2026-11`; the present ones unless said. */
  readonly period?: string;
}

/** A gateway's answers, typed. Every method throws GATEWAY_UNREACHABLE, GATEWAY_ANSWER, or what the gateway refuses. */
export class GatewayClient extends GatewayReader {
  readonly #tokens: Tokens;

  constructor(url: string, options: GatewayOptions = {}) {
    super(url, options);
    this.#tokens = new Tokens(this.origin, options.signer);
  }

  /**
   * Sends documents of any kind; sending the same again is safe, and is done with those that the ledger could not take.
   * `check`: nothing is sent on, only judged. The answer has a result each, in the order given, also where all of them
   * were refused.
   */
  async send(documents: readonly SignedDocument[], { check = false } = {}): Promise<DocumentsAnswer> {
    const results = [...(await this.#send(documents, check)).results];
    for (let attempt = 1; attempt < this.retries.attempts; attempt++) {
      const waiting = [...results.keys()].filter((i) => results[i]?.status === 'unavailable');
      // Where none got through, that was tried again already, request by request.
      if (waiting.length === 0 || waiting.length === results.length) break;
      await sleep(pauseBefore(attempt, this.retries));
      const again = documents.filter((_, i) => waiting.includes(i));
      // What became of the others is known, whatever becomes of these.
      const answer = await this.#send(again, check).catch(() => ({ results: [] }));
      waiting.forEach((place, i) => {
        const told = answer.results[i];
        if (told !== undefined) results[place] = told;
      });
    }
    return { results };
  }

  async #send(documents: readonly SignedDocument[], check: boolean): Promise<DocumentsAnswer> {
    const path = `/api/v1/documents${check ? '?check=true' : ''}`;
    try {
      return (await this.exchange('POST', path, { body: JSON.stringify({ documents }) })) as DocumentsAnswer;
    } catch (error) {
      if (error instanceof GatewayProblem && error.results !== undefined) return { results: error.results };
      throw error;
    }
  }

  /** Categories in force; with the extensions that bind in a division where one is named. */
  categories(division?: string): Promise<CategoriesAnswer> {
    return this.get('/api/v1/categories', { division });
  }

  participants(after?: string): Promise<ParticipantsAnswer> {
    return this.get('/api/v1/participants', { after });
  }

  participant(id: string): Promise<ParticipantAnswer> {
    return this.get(`/api/v1/participants/${encodeURIComponent(id)}`);
  }

  /** A participant's licences, by type. */
  licences(id: string): Promise<LicencesAnswer> {
    return this.get(`/api/v1/participants/${encodeURIComponent(id)}/licences`);
  }

  product(gtin: string): Promise<ProductAnswer> {
    return this.get(`/api/v1/products/${encodeURIComponent(readGtin(gtin))}`);
  }

  certificate(issuer: string, number: string): Promise<CertificateAnswer> {
    return this.get(`/api/v1/certificates/${encodeURIComponent(issuer)}/${encodeURIComponent(number)}`);
  }

  /** For its signer, the parties named in it, a regulator. */
  document(id: string): Promise<DocumentAnswer> {
    return this.#getPrivate(`/api/v1/documents/${encodeURIComponent(id)}`);
  }

  /** What one holds of lots by quantity. */
  holdings(query: HoldingsQuery = {}): Promise<HoldingsAnswer> {
    return this.#getPrivate('/api/v1/holdings', { ...query });
  }

  /** The outermost containers that one holds. */
  heldContainers(query: HoldingsQuery = {}): Promise<ContainerHoldingsAnswer> {
    return this.#getPrivate('/api/v1/holdings/containers', { ...query });
  }

  /** How many single units one holds of each batch. */
  heldUnits(query: HoldingsQuery = {}): Promise<UnitHoldingsAnswer> {
    return this.#getPrivate('/api/v1/holdings/units', { ...query });
  }

  /** Those of one batch, one by one. */
  heldSerials(query: SerialsQuery): Promise<SerialsAnswer> {
    return this.#getPrivate('/api/v1/holdings/serials', { ...query });
  }

  deliveries(query: DeliveriesQuery): Promise<DeliveriesAnswer> {
    return this.#getPrivate('/api/v1/deliveries', { ...query });
  }

  /** By when deliveries, or what one did to one's own stock, had to be reported, and whether they were; newest first. */
  filings({ outstanding, ...query }: FilingsQuery): Promise<FilingsAnswer> {
    const only = outstanding === true ? { outstanding: 'true' } : undefined;
    return this.#getPrivate('/api/v1/filings', { ...query, ...only });
  }

  /** What may be brought into being of what is balanced, and the books of it. */
  quotas(query: QuotasQuery = {}): Promise<QuotasAnswer> {
    return this.#getPrivate('/api/v1/quotas', { ...query });
  }

  /** An item's printable label, SVG. */
  async label(item: string): Promise<string> {
    const path = `/labels/${itemIdentifier(item).path}.svg`;
    return (await this.exchange('GET', path, { expects: 'text' })) as string;
  }

  /** Its address. */
  labelUrl(item: string): string {
    return `${this.stem}/labels/${itemIdentifier(item).path}.svg`;
  }

  /** A token that the gateway no longer takes (its clock may differ) is signed anew once. */
  async #getPrivate<T>(path: string, query: Query = {}): Promise<T> {
    const once = async (): Promise<T> =>
      (await this.exchange('GET', path + queryText(query), { token: await this.#tokens.get() })) as T;
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof GatewayProblem) || error.code !== 'TOKEN_EXPIRED') throw error;
      this.#tokens.drop();
      return await once();
    }
  }
}
