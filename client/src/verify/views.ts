import {
  isObject,
  stepOfEvent,
  TraceError,
  type Action,
  type EventType,
  type ItemAnswer,
  type Json,
  type Step,
} from '@suyuan/domain';
import type { LotPacking } from './lot-packing.js';
import type { ShownDocument } from './read-evidence.js';
import type { UnitView } from './unit-view.js';

export type Rare = typeof import('./rare.js');

/** What only some items take: a browser fetches it with them. */
export interface Views {
  /** Of a single unit. */
  readonly unit?: UnitView | undefined;
  /** Of a lot of which quantities were packed. */
  readonly packing?: LotPacking | undefined;
  /** Of a journey with more in it than what most have. */
  readonly rare?: Rare | undefined;
}

/** Throws GATEWAY_UNREACHABLE where the scripts for it cannot be had. */
export async function loadViews(
  item: string,
  pages: readonly ItemAnswer[],
  shown: readonly ShownDocument[],
): Promise<Views> {
  const claimed = pages[0]?.unit;
  const packed = shown.some(({ entries }) => entries.some(({ value }) => isObject(value) && value['type'] === PACKING));
  const [rare, unitView, lotPacking] = await Promise.all([
    shown.some(takesMore) ? fetched(import('./rare.js')) : undefined,
    claimed === undefined ? undefined : fetched(import('./unit-view.js')),
    claimed === undefined && packed ? fetched(import('./lot-packing.js')) : undefined,
  ]);
  return {
    rare,
    unit: claimed === undefined || unitView === undefined ? undefined : new unitView.UnitView(item, claimed.batch),
    packing: lotPacking === undefined ? undefined : new lotPacking.LotPacking(),
  };
}

/** It was looked for before the first step was taken: what is missing then is a fault of ours. */
export function needed(rare: Rare | undefined): Rare {
  if (rare === undefined) throw new Error('what the journey takes was not fetched');
  return rare;
}

async function fetched<T>(script: Promise<T>): Promise<T> {
  try {
    return await script;
  } catch (error) {
    throw new TraceError('GATEWAY_UNREACHABLE', { gateway: '', reason: String(error) });
  }
}

const PACKING = 'AggregationEvent';

/** What every journey may have; of all else something may be rare. */
const ORDINARY: ReadonlySet<Step | undefined> = new Set<Step>([
  ...(['commissioning', 'transforming', 'packing', 'unpacking', 'shipping', 'receiving', 'sampling'] as const),
  ...(['decommissioning', 'scrapping', 'destroying'] as const),
]);

function takesMore({ head, entries }: ShownDocument): boolean {
  if (head.kind === 'events') return !entries.every(({ value }) => isOrdinary(value));
  return head.kind === 'countersignature' || head.kind === 'product';
}

/** By the bare words of an event that is not read yet: where they leave it in doubt, it is not. */
function isOrdinary(value: Json): boolean {
  if (!isObject(value) || value['errorDeclaration'] !== undefined) return false;
  const { type, action, bizStep, disposition } = value;
  if (!isWord(bizStep) || !isWord(disposition)) return false;
  return ORDINARY.has(stepOfEvent(type as EventType, action as Action, bizStep, disposition));
}

/** Other vocabularies' words, and CBV's written out, are URIs. */
function isWord(word: Json | undefined): word is string | undefined {
  return word === undefined || (typeof word === 'string' && !word.includes(':'));
}
