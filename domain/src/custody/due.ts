import type { CategoryPack } from '../pack/pack.js';
import type { CustodyAct } from './custody-act.js';

/** By when an event has to be on the ledger so as not to be late, in seconds: its step's deadline, or else the category's. */
export function dueOf(act: Pick<CustodyAct, 'step' | 'time'>, pack: Pick<CategoryPack, 'steps' | 'late'>): number {
  return act.time + (pack.steps[act.step]?.deadline ?? pack.late);
}
