import { z } from 'zod';
import type {
  CertificateRecord,
  HoldingRecord,
  KeyRecord,
  LotRecord,
  ParticipantRecord,
  ShipmentRecord,
} from '@suyuan/domain';
import { entryRef, names, path, quantity, role, seconds, text } from './common.js';

/* Records as the contract keeps them. */

const v = z.literal(1);

const keptFacts = z.record(text, z.union([text, z.number(), z.object({ amount: quantity })]));

/** How goods stand; all that nothing is said of is left out. */
export const standing = {
  state: z.exactOptional(text.describe('A state of their category; absent: active')),
  done: z.exactOptional(z.record(text, seconds).describe('When each kind of step was last done to all of them')),
  facts: z.exactOptional(keptFacts),
  owner: z.exactOptional(text.describe('Whose they are, where that is not whoever has them')),
  excursion: z.exactOptional(
    z
      .object({ by: entryRef, at: seconds, release: z.array(text) })
      .describe('A sensor report outside of its limits; release: certificate types that it takes to go on'),
  ),
} as const;

export const lot = z
  .object({
    v,
    lot: path,
    category: text,
    pack: text,
    maker: text,
    product: names,
    quantity,
    uom: text,
    made: seconds,
    facts: z.exactOptional(keptFacts),
    balance: z.exactOptional(z.object({ substance: text, share: z.exactOptional(quantity) })),
    place: z.exactOptional(text.describe('Where it was made: a URI')),
    units: z.exactOptional(z.literal(true).describe('A batch of units: they alone say who has them')),
    certificates: z.array(z.object({ issuer: text, number: text })),
    parents: z.exactOptional(z.array(path).describe('Lots that it was made of')),
    filter: z.exactOptional(text.describe('With parents: Bloom filter of its and all its ancestors’ tags')),
    categories: z.exactOptional(z.array(text).describe('With parents: categories of ancestors beside its own')),
    unmade: z.exactOptional(entryRef.describe('The error declaration by which it never was')),
    by: entryRef,
  })
  .meta({ id: 'LotRecord' }) satisfies z.ZodType<LotRecord>;

export const holding = z
  .object({ v, quantity, uom: text, last: entryRef, ...standing, before: z.exactOptional(z.object(standing)) })
  .meta({ id: 'HoldingRecord' }) satisfies z.ZodType<HoldingRecord>;

export const line = z.object({ lot: path, quantity, uom: text }).meta({ id: 'Line' });

export const shipmentStatus = z.enum(['in_transit', 'received', 'returned', 'voided']);

export const shipment = z
  .object({
    v,
    from: text,
    to: text,
    category: text,
    pack: text,
    lines: z.array(line.extend(standing)),
    state: z.exactOptional(text.describe('In which the goods travel; absent: in_transit')),
    owner: z.exactOptional(text.describe('Whose they will be, where that is not the consignee')),
    carrier: z.exactOptional(text),
    shipped: seconds,
    at: seconds.describe('Transaction time of the shipping, seconds since 1970'),
    status: shipmentStatus,
    returns: z.exactOptional(entryRef),
    received: z.exactOptional(z.array(line)),
    goods: z.exactOptional(z.array(path).describe('Containers and units that it carries as such')),
    receivedGoods: z.exactOptional(z.array(path)),
    by: entryRef,
    last: z.exactOptional(entryRef.describe('What was done to the goods on their way last')),
    before: z.exactOptional(z.array(z.object(standing))),
    closed: z.exactOptional(entryRef),
  })
  .meta({ id: 'ShipmentRecord' }) satisfies z.ZodType<ShipmentRecord>;

export const certificate = z
  .object({
    v,
    type: text,
    issuer: text,
    number: text,
    category: text,
    pack: text,
    lots: z.array(text),
    result: z.enum(['pass', 'fail']),
    issued: seconds,
    roles: z.array(role),
    until: z.exactOptional(seconds),
    status: z.enum(['valid', 'revoked']),
    by: entryRef,
    last: entryRef,
  })
  .meta({ id: 'CertificateRecord' }) satisfies z.ZodType<CertificateRecord>;

export const participant = z
  .object({
    v,
    id: text.describe('Unified social credit code'),
    name: names,
    roles: z.array(role),
    division: text,
    address: z.exactOptional(text),
    glns: z.array(text),
    prefixes: z.array(text),
    categories: z.exactOptional(z.array(text).describe('What alone it is registered for; all where it is left out')),
    status: z.enum(['active', 'suspended']),
    held: z.exactOptional(text.describe('Division of the regulator that suspended it')),
    by: entryRef,
    last: entryRef,
  })
  .meta({ id: 'ParticipantRecord' }) satisfies z.ZodType<ParticipantRecord>;

const jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: text, y: text }).meta({ id: 'PublicJwk' });

export const key = z
  .object({
    v,
    participant: text,
    thumbprint: text,
    jwk,
    label: z.exactOptional(text),
    from: seconds,
    status: z.enum(['active', 'revoked']),
    compromisedSince: z.exactOptional(seconds),
    by: entryRef,
    last: entryRef,
  })
  .meta({ id: 'KeyRecord' }) satisfies z.ZodType<KeyRecord>;
