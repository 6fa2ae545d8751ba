import { TraceError } from '../error/trace-error.js';
import { parseCreditCode } from '../identifier/credit-code.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { day } from '../pack/form.js';
import { secondsOfDay } from '../pack/field-facts.js';
import { readCategories } from '../registry/participant-act.js';

/** LicenceEntry (registry/entries.ts), read. Times are seconds: the first of a first day, the last of a last one. */
export type LicenceAct = {
  readonly kind: 'licence';
  readonly participant: string;
  readonly type: string;
  readonly number: string;
} & (
  | {
      readonly action: 'grant';
      readonly categories: readonly string[];
      readonly scopes: readonly string[];
      readonly from: number;
      readonly until?: number;
      readonly authority: string;
    }
  | { readonly action: 'renew'; readonly until: number }
  | { readonly action: 'suspend' | 'readmit' | 'revoke' }
);

const DAY = 86_400;
const MOST_SCOPES = 200;

export function readLicenceAct(value: Json): LicenceAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['grant', 'renew', 'suspend', 'readmit', 'revoke']);
  const name = {
    kind: 'licence',
    participant: parseCreditCode(shape.text('participant')),
    type: readType(shape),
    number: shape.text('number', 64),
  } as const;
  const act = readRest(action, shape, name);
  shape.done();
  return act;
}

function readRest(
  action: LicenceAct['action'],
  shape: Shape,
  name: Pick<LicenceAct, 'kind' | 'participant' | 'type' | 'number'>,
): LicenceAct {
  switch (action) {
    case 'grant': {
      const categories = readCategories(shape, 'categories');
      const scopes = shape.has('scopes') ? [...new Set(shape.texts('scopes', MOST_SCOPES))] : [];
      const from = readDay(shape, 'from');
      const until = shape.has('until') ? readDay(shape, 'until') + DAY - 1 : undefined;
      if (until !== undefined && until < from) {
        throw new TraceError('FIELD_VALUE', { path: 'until', value: 'before from', allowed: 'a later day' });
      }
      const authority = shape.text('authority', 100);
      return { ...name, action, categories, scopes, from, ...(until === undefined ? undefined : { until }), authority };
    }
    case 'renew':
      return { ...name, action, until: readDay(shape, 'until') + DAY - 1 };
    default:
      shape.text('reason', 1000);
      return { ...name, action };
  }
}

/** A name as packs give them. */
function readType(shape: Shape): string {
  const type = shape.text('type', 40);
  if (/^[a-z][a-z0-9_-]*$/.test(type)) return type;
  throw new TraceError('FIELD_VALUE', { path: 'type', value: type, allowed: 'a-z 0-9 _ -' });
}

function readDay(shape: Shape, name: string): number {
  return secondsOfDay(day.read(shape.take(name) ?? null, name)) ?? 0;
}
