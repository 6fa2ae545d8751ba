import { z } from 'zod';
import type { ContainerHoldingsAnswer, HoldingsAnswer, SerialsAnswer, UnitHoldingsAnswer } from '@suyuan/domain';
import { count, names, next, path, text } from './common.js';
import { holding, line, standing } from './records.js';

export const holdingsAnswer = z
  .object({ participant: text, holdings: z.array(z.object({ lot: path, product: names, holding })), next })
  .meta({ id: 'HoldingsAnswer' }) satisfies z.ZodType<HoldingsAnswer>;

export const containerHoldingsAnswer = z
  .object({
    participant: text,
    containers: z.array(
      z.object({
        container: path,
        category: text,
        ...standing,
        lots: z.array(line.extend({ product: names })).describe('So much of each batch is inside, at any depth'),
      }),
    ),
    next,
  })
  .meta({ id: 'ContainerHoldingsAnswer' }) satisfies z.ZodType<ContainerHoldingsAnswer>;

export const unitHoldingsAnswer = z
  .object({
    participant: text,
    units: z.array(
      z.object({
        lot: path.describe('Path of the batch’s lot'),
        product: names,
        category: text,
        count: count.describe('In no container, attached to nothing, not on their way'),
        attached: z.exactOptional(count.describe('So many more are attached to something')),
      }),
    ),
    next,
  })
  .meta({ id: 'UnitHoldingsAnswer' }) satisfies z.ZodType<UnitHoldingsAnswer>;

export const serialsAnswer = z
  .object({
    participant: text,
    batch: path.describe('Path of the batch’s lot'),
    units: z.array(z.object({ unit: path, attached: z.exactOptional(text.describe('To what it is attached')) })),
    next,
  })
  .meta({ id: 'SerialsAnswer' }) satisfies z.ZodType<SerialsAnswer>;
