import type { ContainerAnswer, ItemAnswer, Language, LedgerAnswer } from '@suyuan/domain';
import { itemPath } from '../acts/item-name.js';
import { RETRIES, type RetryOptions } from './retry.js';
import { exchange, type Fetch } from './transport.js';

export interface ReaderOptions {
  /** Of the gateway's sentences. */
  readonly language?: Language;
  readonly fetch?: Fetch;
  readonly retries?: Partial<RetryOptions>;
}

export interface Sent {
  readonly body?: string;
  readonly token?: string;
  readonly expects?: 'json' | 'text';
}

export type Query = Readonly<Record<string, string | undefined>>;

/**
 * What a consumer asks a gateway for, without a key; and how anything is asked for. Every method throws
 * GATEWAY_UNREACHABLE, GATEWAY_ANSWER, or what the gateway refuses.
 */
export class GatewayReader {
  /** Scheme, host and port: also what tokens are made out to. */
  readonly origin: string;
  protected readonly stem: string;
  protected readonly retries: RetryOptions;
  readonly #fetch: Fetch;
  readonly #language: Language;

  /** `url` may have a path in front of `/api`. Throws TypeError where it is no URL. */
  constructor(url: string, options: ReaderOptions = {}) {
    const { origin, pathname } = new URL(url);
    this.origin = origin;
    this.stem = origin + pathname.replace(/\/+$/, '');
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#language = options.language ?? 'zh';
    this.retries = { ...RETRIES, ...options.retries };
  }

  ledger(): Promise<LedgerAnswer> {
    return this.get('/api/v1/ledger');
  }

  /** One page of an item's journey. `item`: path, Digital Link or EPC URN. */
  item(item: string, after?: string): Promise<ItemAnswer> {
    return this.get(`/api/v1/items/${itemPath(item)}`, { after });
  }

  /** The whole journey, page by page: what `verifyItem` takes. */
  async itemPages(item: string): Promise<ItemAnswer[]> {
    const pages = [await this.item(item)];
    for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
      pages.push(await this.item(item, next));
    }
    return pages;
  }

  /** A container: path, Digital Link or EPC URN of its SSCC or GRAI; what `verifyContainer` takes. Throws NOT_FOUND. */
  container(container: string): Promise<ContainerAnswer> {
    return this.get(`/api/v1/containers/${itemPath(container)}`);
  }

  protected async get<T>(path: string, query: Query = {}): Promise<T> {
    return (await this.exchange('GET', path + queryText(query))) as T;
  }

  protected exchange(
    method: 'GET' | 'POST',
    path: string,
    { body, token, expects = 'json' }: Sent = {},
  ): Promise<unknown> {
    const headers = {
      accept: expects === 'json' ? 'application/json' : '*/*',
      'accept-language': this.#language === 'zh' ? 'zh-CN' : 'en',
      ...(body === undefined ? undefined : { 'content-type': 'application/json' }),
      ...(token === undefined ? undefined : { authorization: `Bearer ${token}` }),
    };
    const request = {
      url: this.stem + path,
      method,
      headers,
      expects,
      ...(body === undefined ? undefined : { body }),
    };
    return exchange(this.#fetch, request, this.retries);
  }
}

export function queryText(query: Query): string {
  const given = Object.entries(query).filter((member): member is [string, string] => member[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
