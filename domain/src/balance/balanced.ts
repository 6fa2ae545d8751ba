import { isQuantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import type { Json } from '../json/json.js';
import { expandField, textOf } from '../pack/field-facts.js';
import type { CategoryPack } from '../pack/pack.js';
import { isShare, type Balanced } from './equivalent.js';

/** An event, as far as it says what it is about. */
interface Told {
  readonly field: (name: string) => Json | undefined;
}

/** What stands in a state key, and no more of it than a name. */
export const NAME = /^[A-Za-z0-9._-]{1,60}$/;

/** The substance that an event names; undefined where it names none that could be one. */
export function substanceOf({ balance }: Pick<CategoryPack, 'balance'>, { field }: Told): string | undefined {
  const substance = balance === undefined ? undefined : field(expandField(balance.substance));
  return typeof substance === 'string' && NAME.test(substance) ? substance : undefined;
}

/** What an event says of the substance that its category balances; undefined where that is nothing. Throws FIELD_VALUE. */
export function balancedBy({ balance }: Pick<CategoryPack, 'balance'>, { field }: Told): Balanced | undefined {
  if (balance === undefined) return undefined;
  const said = field(expandField(balance.substance));
  if (said === undefined) return undefined;
  const substance = substanceOf({ balance }, { field });
  if (substance === undefined) {
    const value = typeof said === 'string' ? said.slice(0, 80) : '…';
    throw new TraceError('FIELD_VALUE', { path: balance.substance, value, allowed: 'A-Z a-z 0-9 . _ -' });
  }
  const factor = balance.factor === undefined ? undefined : field(expandField(balance.factor));
  if (balance.factor === undefined || factor === undefined) return { substance };
  const share = textOf(factor) ?? '';
  if (!isQuantity(share) || !isShare(share)) {
    throw new TraceError('FIELD_VALUE', { path: balance.factor, value: share.slice(0, 40), allowed: '0 < … ≤ 1' });
  }
  return { substance, share };
}

/** What a later event says of a lot's substance must be what its lot was made with. Throws FIELD_VALUE. */
export function requireSame(pack: Pick<CategoryPack, 'balance'>, told: Told, made: Balanced | undefined): void {
  const said = made === undefined ? undefined : balancedBy(pack, told);
  if (said === undefined || made === undefined || pack.balance === undefined) return;
  if (said.substance !== made.substance) {
    throw new TraceError('FIELD_VALUE', {
      path: pack.balance.substance,
      value: said.substance,
      allowed: made.substance,
    });
  }
  if (said.share !== undefined && said.share !== made.share) {
    throw new TraceError('FIELD_VALUE', {
      ...{ path: pack.balance.factor ?? '', value: said.share, allowed: made.share ?? '1' },
    });
  }
}
