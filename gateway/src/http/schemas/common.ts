import { z } from 'zod';
import {
  CODES,
  KINDS,
  ROLES,
  type Code,
  type EntryError,
  type EntryRef,
  type Names,
  type RecordPosition,
  type SignedDocument,
} from '@suyuan/domain';

/*
 * Schemas of what goes over HTTP. Each says which type of the domain it describes; the compiler checks that it fits.
 * `meta({ id })` names it in the OpenAPI document.
 */

export const seconds = z.int().min(0).describe('Seconds since 1970, the ledger’s time');
export const text = z.string();
/** A number of things, or an index. */
export const count = z.int().min(0);
/** Of a list that is told by page. */
export const next = z.exactOptional(text.describe('Where the list goes on: pass it as `after`'));
/** Canonical path of a lot. */
export const path = text.describe('Canonical path: 01/06901234567892/10/A1');
export const quantity = text.describe('Decimal number as text');

export const entryRef = z
  .templateLiteral([z.string(), '#', z.int()])
  .meta({ id: 'EntryRef', description: 'Document id # index of the entry' }) satisfies z.ZodType<EntryRef>;

export const names = z.object({ zh: text, en: z.exactOptional(text) }).meta({ id: 'Names' }) satisfies z.ZodType<Names>;

export const role = z.enum(ROLES);

export const code = z.enum(Object.keys(CODES) as [Code, ...Code[]]).meta({ id: 'Code' }) satisfies z.ZodType<Code>;

export const signedDocument = z
  .strictObject({
    jws: text.describe('Compact JWS over the root of the entries (ES256)'),
    entries: z.array(text).min(1).max(1000).describe('base64url(JSON [salt, value]), one each'),
    witness: z
      .exactOptional(
        z.strictObject({
          lots: z.exactOptional(z.array(text).max(500).describe('Ancestors whose records the rules are to read ahead')),
          entries: z.exactOptional(
            z.array(z.strictObject({ jws: text, index: count, entry: text, path: z.array(text) })).max(100),
          ),
          sets: z.exactOptional(z.array(text).max(200).describe('Entries that commissioned units named here')),
          pages: z.exactOptional(z.array(text).max(200).describe('Entries that packed units named here')),
        }),
      )
      .describe('Older material that the rules need; checked, never believed'),
  })
  .meta({ id: 'SignedDocument' }) satisfies z.ZodType<SignedDocument>;

export const recordPosition = z
  .object({
    document: text,
    kind: z.enum(KINDS),
    block: count,
    transaction: count.describe('Index of the transaction in its block'),
    position: count.describe('Index of the document in its transaction'),
    txId: text,
    time: seconds,
  })
  .meta({
    id: 'RecordPosition',
    description: 'Where a document stands on the ledger',
  }) satisfies z.ZodType<RecordPosition>;

/** Any JSON. */
const json: z.ZodType<z.core.util.JSONType> = z
  .lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]))
  .meta({ id: 'Json' });

export const facts = z.record(z.string(), json).describe('What it takes to mend the cause');

export const entryError = z
  .object({
    entry: z.exactOptional(count.describe('Index of the entry; absent: the document itself')),
    code,
    facts,
    message: text.describe('In the language asked for'),
  })
  .meta({ id: 'EntryError' }) satisfies z.ZodType<EntryError>;
