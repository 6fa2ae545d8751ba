import { z } from 'zod';
import type { LicenceRecord, LicencesAnswer, ProductAnswer, ProductRecord } from '@suyuan/domain';
import { entryRef, names, seconds, text } from './common.js';

const v = z.literal(1);
const division = text.describe('Of the regulator that did it: GB/T 2260');

const licence = z
  .object({
    number: text,
    categories: z.array(text),
    scopes: z.array(text).describe('Of an accreditation: types of certificates'),
    from: seconds,
    until: z.exactOptional(seconds),
    authority: text,
    granted: division,
    held: z.exactOptional(division),
    status: z.enum(['valid', 'suspended', 'revoked']),
    revoked: z.exactOptional(seconds),
    pauses: z.exactOptional(z.array(z.object({ from: seconds, until: z.exactOptional(seconds) }))),
    by: entryRef,
    last: entryRef,
  })
  .meta({ id: 'Licence' });

const licenceRecord = z
  .object({ v, participant: text, type: text, licences: z.array(licence) })
  .meta({ id: 'LicenceRecord' }) satisfies z.ZodType<LicenceRecord>;

const productRecord = z
  .object({
    v,
    gtin: text.describe('14 digits'),
    name: names,
    category: text,
    specification: z.exactOptional(text),
    maker: text,
    delegates: z.array(text).describe('Others that may commission it'),
    approval: z.exactOptional(text),
    status: z.enum(['registered', 'withdrawn']),
    held: z.exactOptional(division),
    by: entryRef,
    last: entryRef,
  })
  .meta({ id: 'ProductRecord' }) satisfies z.ZodType<ProductRecord>;

export const licencesAnswer = z
  .object({ participant: text, licences: z.array(licenceRecord) })
  .meta({ id: 'LicencesAnswer' }) satisfies z.ZodType<LicencesAnswer>;

export const productAnswer = z
  .object({ product: productRecord })
  .meta({ id: 'ProductAnswer' }) satisfies z.ZodType<ProductAnswer>;
