import {
  BIZ_STEP,
  DISPOSITION,
  keys,
  OWN_STEPS,
  parseTime,
  readWord,
  stepOfEvent,
  type Action,
  type EventType,
  type Key,
  type Step,
  type Vocabulary,
} from '@suyuan/domain';
import { BoundedCache } from './bounded-cache.js';
import { at } from './layout.js';

/** What somebody did to its own stock. */
export interface Deed {
  readonly step: Step;
  readonly category: string;
  /** Event time, seconds. */
  readonly happened: number;
}

/** Of an event, as it was signed. */
export interface EventParts {
  readonly type: EventType;
  readonly action?: Action;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly eventTime: string;
  readonly errorDeclaration?: object;
}

const steps = new BoundedCache<Step | null>(1_000);

/** Finds what has to be reported though it was no delivery: of which category it is, its lots say, which may be older than the block. */
export class Deeds {
  readonly #written = new Map<string, Buffer>();

  constructor(private readonly stored: (key: string) => string | undefined) {}

  follow(written: ReadonlyMap<string, Buffer>): void {
    for (const [key, value] of written) {
      if (key.startsWith('lot/') || key.startsWith('unit/')) this.#written.set(key, value);
    }
  }

  /** Undefined of any other event. */
  read(event: EventParts, items: ReadonlySet<string>): Deed | undefined {
    const step = stepOf(event);
    if (step === null || !OWN_STEPS.includes(step) || event.errorDeclaration !== undefined) return undefined;
    const happened = parseTime(event.eventTime);
    // Of a transformation what came out stands last.
    for (const item of [...items].reverse()) {
      const category = this.#categoryOf(item);
      if (category !== undefined && happened !== undefined) {
        return { step, category, happened: Math.floor(happened / 1000) };
      }
    }
    return undefined;
  }

  #categoryOf(item: string): string | undefined {
    const unit = this.#read(keys.unit(item));
    return this.#read(keys.lot(unit?.batch ?? item))?.category;
  }

  #read<T extends object>(key: Key<T>): T | undefined {
    const text = this.#written.get(key)?.toString() ?? this.stored(at.state(key));
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

/** Its words may be written in any of their forms. */
function stepOf({ type, action, bizStep, disposition }: EventParts): Step | null {
  return steps.of(
    [type, action, bizStep, disposition].join(' '),
    () => stepOfEvent(type, action, wordOf(BIZ_STEP, bizStep), wordOf(DISPOSITION, disposition)) ?? null,
  );
}

function wordOf(vocabulary: Vocabulary, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return readWord(vocabulary, value.startsWith('cbv:') ? `https://ref.gs1.org/cbv/${value.slice(4)}` : value);
}
