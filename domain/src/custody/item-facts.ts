import { readQuantity } from '../decimal.js';
import type { Scene } from '../capture/context.js';
import { amountOf, bookUnit } from '../balance/equivalent.js';
import { openBook } from '../balance/books.js';
import { keptFact } from '../pack/field-facts.js';
import type { Fact } from '../pack/facts.js';
import { keys } from '../state/keys.js';
import type { Standing } from '../state/standing.js';
import type { CustodyAct } from './custody-act.js';
import type { JudgedLot } from './judge-step.js';
import { withdrawalOf } from './withdrawal.js';

/** An item as a step finds it. */
export interface Found {
  readonly state: string;
  /** Whose it is. */
  readonly owner?: string;
  readonly standing?: Standing;
}

/** What is known of an item beside its lot's record, for conditions (docs/packs.md). */
export function itemFact(name: string, found: Found, lot: JudgedLot, act: CustodyAct, scene: Scene): Fact | undefined {
  if (name === 'item.owner') return found.owner;
  if (name === 'parent.withdrawal') return withdrawalOf(act, scene)?.until;
  if (name === 'quota.left' || name === 'stock.left') return bookFact(name, lot, scene);
  const [root, rest] = [name.slice(0, 5), name.slice(5)];
  if (root === 'item.') return keptFact(rest, found.standing?.facts, lot.facts);
  if (root === 'last.' && found.standing?.done !== undefined && Object.hasOwn(found.standing.done, rest)) {
    return found.standing.done[rest];
  }
  return undefined;
}

/** Of the signer, in the unit of the lot: what of its quota of the present period is left, and what it has. */
function bookFact(name: 'quota.left' | 'stock.left', lot: JudgedLot, scene: Scene): Fact | undefined {
  const { balance, category, uom } = lot;
  if (balance === undefined) return undefined;
  const { book } = openBook(scene.signer.id, lot, balance, scene);
  if (name === 'stock.left') return amountOf(readQuantity(book.closing), uom, balance);
  const key = keys.quota(scene.signer.id, category, balance.substance, bookUnit(uom), book.period);
  const quota = scene.state.get(key);
  if (quota === undefined) return undefined;
  const left = readQuantity(quota.amount) - readQuantity(book.drawn);
  return left < 0n ? 0n : amountOf(left, uom, balance);
}
