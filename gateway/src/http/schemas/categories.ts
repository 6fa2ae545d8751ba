import { z } from 'zod';
import {
  DISCLOSURES,
  PERIODS,
  SCHEMES,
  type CategoriesAnswer,
  type CategoryAnswer,
  type FieldAnswer,
  type FieldForm,
  type SchemeId,
  type StepAnswer,
} from '@suyuan/domain';
import { count, entryRef, names, role, seconds, text } from './common.js';

/* What is in force, for whoever fills in a form (domain/src/api/categories.ts). */

const segment = z.object({ of: text.describe('Characters and ranges: A-Z0-9'), least: count, most: count });
const schemes = Object.keys(SCHEMES) as [SchemeId, ...SchemeId[]];

const form = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('text'), pattern: z.array(segment) }),
    z.object({ is: z.enum(['day', 'time', 'number']) }),
    z.object({ is: z.literal('one_of'), values: z.array(text) }),
    z.object({ is: z.literal('identifier'), scheme: z.enum(schemes) }),
  ])
  .meta({ id: 'FieldForm' }) satisfies z.ZodType<FieldForm>;

const field = z
  .object({
    name: text.describe('As the event has it, with a prefix: suyuan:origin'),
    names,
    form: z.exactOptional(form),
    optional: z.exactOptional(z.boolean()),
    disclosure: z.enum(DISCLOSURES).describe('To whom a reader shows the value'),
  })
  .meta({ id: 'FieldRule' }) satisfies z.ZodType<FieldAnswer>;

const step = z
  .object({
    step: text,
    names,
    event: z.object({
      type: z.enum(['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent']),
      action: z.exactOptional(z.enum(['ADD', 'OBSERVE', 'DELETE'])),
      bizStep: text,
      disposition: z.exactOptional(text),
    }),
    roles: z.array(role).describe('Who may do it'),
    to: z.exactOptional(z.array(role).describe('Whom it may go to')),
    from: z.exactOptional(z.array(text).describe('States of the item in which it may be done')),
    state: z.exactOptional(text.describe('The state that it leaves the item in')),
    fields: z.array(field),
    certificates: z.array(
      z.object({
        type: text,
        issuer: z.union([z.literal('maker'), role]),
        maxAge: z.exactOptional(count.describe('Days since it was issued')),
      }),
    ),
    licences: z.array(
      z.object({
        type: text,
        of: z.enum(['signer', 'to']),
        for: z.exactOptional(z.array(role).describe('Only of a party with one of these roles')),
        scope: z.exactOptional(text.describe('The fact whose value its scope must hold')),
        includes: z.exactOptional(text.describe('A scope that it must hold, as it is; for some goods perhaps')),
      }),
    ),
    signatures: count.describe('How many must sign before it takes effect'),
    deadline: z.exactOptional(seconds.describe('Seconds within which it has to be reported')),
  })
  .meta({ id: 'StepRule' }) satisfies z.ZodType<StepAnswer>;

const filing = z
  .object({
    id: text,
    names,
    roles: z.array(role),
    period: z.enum(PERIODS),
    dueDay: count.describe('Day of the next period by which it is due'),
  })
  .describe('What has to be reported by a day');

const category = z
  .object({
    id: text,
    version: text,
    tier: z.enum(['key', 'encouraged']).describe('重点 or 鼓励'),
    names,
    granularity: z.enum(['lot', 'unit', 'mass']),
    units: z.array(text).describe('UN/CEFACT Recommendation 20'),
    retired: z.boolean().describe('Nothing new of it comes into being'),
    states: z.record(text, names),
    certificates: z.array(
      z.object({ type: text, names, issuers: z.array(role), own: z.boolean().describe('Its maker’s alone') }),
    ),
    licences: z.record(text, z.object({ names, scheme: z.exactOptional(z.enum(schemes).describe('Of its number')) })),
    registeredProducts: z.exactOptional(
      text.describe('The field with the approval number, where only registered products come into being'),
    ),
    balance: z.exactOptional(
      z
        .object({ substance: text, period: z.enum(PERIODS), quota: z.boolean() })
        .describe('The field that names what is balanced, per which period, and whether there are quotas'),
    ),
    filings: z.array(filing),
    steps: z.array(step),
    extensions: z.array(z.object({ id: text, names, by: entryRef })).describe('Local ones that are in these rules'),
    by: entryRef,
  })
  .meta({ id: 'Category' }) satisfies z.ZodType<CategoryAnswer>;

export const categoriesAnswer = z
  .object({ categories: z.array(category) })
  .meta({ id: 'CategoriesAnswer' }) satisfies z.ZodType<CategoriesAnswer>;
