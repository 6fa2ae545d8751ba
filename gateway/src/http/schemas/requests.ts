import { z } from 'zod';
import { MOST_DOCUMENTS } from '../limits.js';
import { PLACE } from '../../index/layout.js';
import { signedDocument } from './common.js';
import { shipmentStatus } from './records.js';

/** One document, or many. Each is read by itself, so that one of the wrong form leaves the others alone. */
export const documentsBody = z
  .union([z.strictObject({ documents: z.array(signedDocument).min(1).max(MOST_DOCUMENTS) }), signedDocument])
  .meta({ id: 'DocumentsBody' });

export const documentsQuery = z.strictObject({
  check: z.exactOptional(z.enum(['true', 'false']).describe('true: judged, nothing is sent')),
});

export const noQuery = z.strictObject({});

const cursor = z.string().min(1).max(300);
const limit = z.exactOptional(
  z
    .string()
    .regex(/^([1-9][0-9]?|1[0-9]{2}|200)$/)
    .describe('1 to 200; 50 unless said'),
);
const creditCode = z
  .string()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
  .describe('Unified social credit code');

export const journeyQuery = z.strictObject({
  after: z.exactOptional(z.string().regex(PLACE).describe('`next` of the answer before')),
});

export const categoriesQuery = z.strictObject({
  division: z.exactOptional(
    z
      .string()
      .regex(/^[0-9]{6}$/)
      .describe('GB/T 2260: with the local extensions that bind there'),
  ),
});

export const participantsQuery = z.strictObject({ after: z.exactOptional(creditCode), limit });

const whose = { participant: z.exactOptional(creditCode.describe('For a regulator: whose')), limit };

export const stockQuery = z.strictObject({ ...whose, after: z.exactOptional(cursor) });

export const serialsQuery = z.strictObject({
  batch: z.string().min(1).max(300).describe('Path of the batch’s lot'),
  ...whose,
  after: z.exactOptional(z.string().regex(/^(s\|[A-Za-z0-9_-]{43}#[0-9]{1,4}\|[0-9]{1,6}|u\|.{1,298})$/)),
});

export const quotasQuery = z.strictObject({
  participant: z.exactOptional(creditCode.describe('For a regulator: whose')),
  period: z.exactOptional(
    z
      .string()
      .regex(/^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/)
      .describe('2026, 2026-Q4 or 2026-11; the present year, quarter and month unless said'),
  ),
});

export const filingsQuery = z.strictObject({
  direction: z.enum(['in', 'out', 'own']).describe('What came, what left, or what one did to one’s own stock'),
  outstanding: z.exactOptional(z.enum(['true', 'false']).describe('true: only what is still to be reported')),
  after: z.exactOptional(z.string().regex(/^([a-z][a-z0-9_-]{0,39}\|)?(([0-9]{12}\|)?[A-Za-z0-9_-]{43}#[0-9]{1,4})?$/)),
  ...whose,
});

export const deliveriesQuery = z.strictObject({
  direction: z.enum(['in', 'out']),
  status: z.exactOptional(shipmentStatus),
  after: z.exactOptional(z.string().regex(/^[0-9]{12}\|[A-Za-z0-9_-]{43}#[0-9]{1,4}$/)),
  ...whose,
});
