import { formatQuantity } from '../decimal.js';
import { TraceError } from '../error/trace-error.js';
import type { EffectiveStep } from '../pack/compose.js';
import { keptFacts } from '../pack/field-facts.js';
import type { FieldRule } from '../pack/field-rule.js';
import type { EntryRef } from '../state/keys.js';
import type { Standing } from '../state/standing.js';
import type { CustodyAct } from './custody-act.js';
import { excursionOf } from './excursion.js';
import type { Item } from './item.js';
import { bothExcursions, restated } from './standing.js';

type Changing = Pick<Item, 'held' | 'whole' | 'standing' | 'state'> & {
  readonly line: Pick<Item['line'], 'lot' | 'quantity'>;
};

/** What a step that leaves goods where they are says of them from then on. Throws FIELD_VALUE. */
export function changeOf(
  act: CustodyAct,
  rule: Pick<EffectiveStep, 'state' | 'sensors'> & { readonly fields?: readonly FieldRule[] },
  ref: EntryRef,
): Standing {
  const facts = keptFacts(rule.fields ?? [], act);
  const excursion = excursionOf(act, rule, ref);
  return {
    ...(rule.state === undefined ? undefined : { state: rule.state }),
    done: { [act.step]: act.time },
    ...(facts === undefined ? undefined : { facts }),
    ...(excursion === undefined ? undefined : { excursion }),
  };
}

/**
 * How an item stands after a step. What is done to a part of what lies together is evidence, and changes nothing: parts of
 * one lot in one place cannot be told apart. Throws STATE_SPLIT where the step would change a part.
 */
export function changed({ line, held, whole, standing, state }: Changing, change: Standing): Standing {
  const excursion = bothExcursions(standing.excursion, change.excursion);
  const next = change.state ?? state;
  if (!whole) {
    if (next !== state || change.facts !== undefined) {
      throw new TraceError('STATE_SPLIT', { item: line.lot, held, asked: formatQuantity(line.quantity) });
    }
    return { ...standing, ...(excursion === undefined ? undefined : { excursion }) };
  }
  const facts = change.facts === undefined ? standing.facts : { ...standing.facts, ...change.facts };
  return {
    ...restated(standing, next, standing.owner),
    ...(facts === undefined ? undefined : { facts }),
    ...(change.done === undefined ? undefined : { done: { ...standing.done, ...change.done } }),
    ...(excursion === undefined ? undefined : { excursion }),
  };
}

/** The same on the way: in which state goods travel is the shipment's to say, and their own is the one that they left in. */
export function changedOnTheWay(item: Changing, change: Standing): Standing {
  const { state: _, ...rest } = change;
  const { state: __, ...after } = changed(item, rest);
  return { ...after, ...(item.standing.state === undefined ? undefined : { state: item.standing.state }) };
}
