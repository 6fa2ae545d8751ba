import type { z } from 'zod';
import { TraceError, type Json, type Language } from '@suyuan/domain';
import type { Code } from '@suyuan/domain';
import type { Reader } from '../access.js';
import type { Service } from '../service.js';

/** A request as a route sees it. */
export interface Call<Q> {
  readonly service: Service;
  readonly language: Language;
  readonly query: Q;
  /** By name, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Of `*` in the route's path: what stands there, still percent-encoded. */
  readonly rest: string;
  /** Lossless JSON, of a POST. */
  readonly body: Json;
  /** Who asks, where the route takes a token. */
  readonly reader: Reader;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route says of itself: it is served, and documented (openapi.ts), from this alone. */
export interface RouteText<Q> {
  readonly method: 'get' | 'post';
  /** As OpenAPI writes it: `/api/v1/items/01/{gtin}/10/{lot}`. */
  readonly path: string;
  /** As Express matches it; `*rest` for what may hold slashes. */
  readonly pattern: string;
  readonly id: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly access: 'public' | 'token';
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query: z.ZodType<Q>;
  readonly body?: z.ZodType;
  /** By status. A schema, or the media type of an answer that is no JSON. */
  readonly answers: Readonly<Record<number, z.ZodType | string>>;
  /** Problems that are this route's own; those that any route has are added. */
  readonly problems: readonly Code[];
}

export interface Route extends Omit<RouteText<never>, 'query'> {
  readonly query: z.ZodType;
  handle(call: Omit<Call<never>, 'query'>, query: unknown): Promise<Reply>;
}

/** A route whose handler gets its query as the schema reads it. Throws QUERY_INVALID. */
export function route<Q>(text: RouteText<Q>, handle: (call: Call<Q>) => Promise<Reply>): Route {
  return {
    ...text,
    handle: (call, query) => handle({ ...call, query: readQuery(text.query, query) }),
  };
}

function readQuery<Q>(schema: z.ZodType<Q>, query: unknown): Q {
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined;
  const path = unknown ?? issue?.path.join('.') ?? '';
  throw new TraceError('QUERY_INVALID', { path: path.slice(0, 80), reason: issue?.message ?? '' });
}
