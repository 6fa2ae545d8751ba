import { periodOf, type Period } from '../balance/period.js';
import { secondsOfDay } from '../pack/field-facts.js';
import type { CategoryPack } from '../pack/pack.js';
import type { Step } from '../pack/steps.js';
import type { Names, Role } from '../state/records.js';

/** By which a participant's own stock changes without a delivery: what it makes, uses, sells to the public, exports, destroys. */
export const OWN_STEPS: readonly Step[] = [
  ...(['commissioning', 'transforming', 'using', 'retail_selling', 'dispensing', 'exporting'] as const),
  ...(['decommissioning', 'scrapping', 'destroying'] as const),
];

/** Something that has to be on the ledger by a time: times in seconds. */
export interface Flow {
  readonly step: Step;
  /** When it happened, by its signer's word; of what was not reported, when it should have begun. */
  readonly happened: number;
  /** Transaction time; undefined where it has not been reported. */
  readonly recorded?: number;
}

/** `filed` in time; `late`; still `open`; `missed`: not reported, and the time is over. */
export type DueStatus = 'filed' | 'late' | 'open' | 'missed';

export interface Due {
  /** A filing of the pack, or `deadline`: the step's own. */
  readonly id: string;
  readonly names?: Names;
  /** Last second. */
  readonly due: number;
  readonly status: DueStatus;
}

/** By when a category wants to hear of a flow, and whether it did: a function of what was recorded and the time of asking. */
export function duesOf(
  pack: Pick<CategoryPack, 'steps' | 'filings'>,
  flow: Flow,
  roles: readonly Role[],
  now: number,
): readonly Due[] {
  const dues: Due[] = [];
  const { deadline } = pack.steps[flow.step] ?? {};
  if (deadline !== undefined) {
    const due = flow.happened + deadline;
    dues.push({ id: 'deadline', due, status: statusOf(due, flow, now) });
  }
  for (const { id, names, period, dueDay, roles: who } of pack.filings ?? []) {
    if (!who.some((role) => roles.includes(role))) continue;
    const due = endOf(period, flow.happened, dueDay);
    dues.push({ id, names, due, status: statusOf(due, flow, now) });
  }
  return dues;
}

function statusOf(due: number, { recorded }: Flow, now: number): DueStatus {
  if (recorded !== undefined) return recorded <= due ? 'filed' : 'late';
  return now <= due ? 'open' : 'missed';
}

const DAY = 86_400;
const MONTHS: Readonly<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

/** The last second of so many days of the period after that in which a moment lies; no more days than its first month has. */
export function endOf(period: Period, time: number, dueDay: number): number {
  const month = periodOf('month', time);
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const size = MONTHS[period];
  const months = year * 12 + Math.floor((number - 1) / size) * size + size;
  const first = firstOf(months);
  return Math.min(first + dueDay * DAY, firstOf(months + 1)) - 1;
}

function firstOf(months: number): number {
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return secondsOfDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`) ?? 0;
}
