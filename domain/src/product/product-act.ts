import { TraceError } from '../error/trace-error.js';
import { parseCreditCode } from '../identifier/credit-code.js';
import { readGs1 } from '../identifier/gs1-text.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { readNames } from '../registry/participant-act.js';
import type { Names } from '../state/records.js';

/** ProductEntry (registry/entries.ts), read. `gtin` has 14 digits. */
export type ProductAct = { readonly kind: 'product'; readonly gtin: string } & (
  | {
      readonly action: 'register';
      readonly name: Names;
      readonly category: string;
      readonly specification?: string;
      readonly maker: string;
      readonly approval?: string;
    }
  | { readonly action: 'delegate'; readonly to: readonly string[] }
  | { readonly action: 'withdraw' | 'restore' }
);

const MOST_DELEGATES = 20;

export function readProductAct(value: Json, signer: string): ProductAct {
  const shape = Shape.of(value);
  const action = shape.word('action', ['register', 'delegate', 'withdraw', 'restore']);
  const act = readRest(action, shape, signer);
  shape.done();
  return act;
}

function readRest(action: ProductAct['action'], shape: Shape, signer: string): ProductAct {
  const name = { kind: 'product', gtin: readGtin(shape.text('gtin')) } as const;
  switch (action) {
    case 'register': {
      const specification = shape.optionalText('specification');
      const approval = shape.optionalText('approval', 64);
      return {
        ...{ ...name, action, name: readNames(shape.shape('name')), category: shape.text('category', 40) },
        ...(specification === undefined ? undefined : { specification }),
        maker: shape.has('maker') ? parseCreditCode(shape.text('maker')) : signer,
        ...(approval === undefined ? undefined : { approval }),
      };
    }
    case 'delegate': {
      const to = shape.texts('to', MOST_DELEGATES).map((id) => parseCreditCode(id));
      return { ...name, action, to: [...new Set(to)] };
    }
    default:
      shape.text('reason', 1000);
      return { ...name, action };
  }
}

/** A GTIN of any length, or its Digital Link, as its 14 digits. Throws what readGs1 throws. */
export function readGtin(text: string): string {
  const { path = '' } = readGs1('gtin', text, ['gtin'], '01');
  const gtin = path.slice(path.lastIndexOf('/') + 1);
  if (gtin.length !== 14) throw new TraceError('IDENTIFIER_INVALID', { scheme: 'gtin', value: text.slice(0, 80) });
  return gtin;
}
