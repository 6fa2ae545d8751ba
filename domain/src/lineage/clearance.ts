import type { Scene } from '../capture/context.js';
import { requireLot } from '../custody/custody.js';
import { TraceError } from '../error/trace-error.js';
import { parseIdentifier } from '../identifier/parse-identifier.js';
import type { Json } from '../json/json.js';
import { Shape } from '../json/shape.js';
import { keys } from '../state/keys.js';
import { suspect } from './suspect.js';
import { activeTags } from './stops.js';
import { walk } from './walk.js';

/** ClearanceEntry (entries.ts), read. */
export interface ClearanceAct {
  readonly kind: 'clearance';
  /** Canonical path. */
  readonly lot: string;
}

export function readClearanceAct(value: Json): ClearanceAct {
  const shape = Shape.of(value);
  const text = shape.text('lot');
  shape.done();
  const { scheme, path } = parseIdentifier(text);
  if (scheme !== 'lgtin') throw new TraceError('LOT_EXPECTED', { path: 'lot', value: text.slice(0, 120) });
  return { kind: 'clearance', lot: path };
}

/**
 * Remembers that no stop active now lies among a lot's ancestors, for walks that come by it. That stays true whatever
 * comes: what a lot was made of never changes, and a stop that is new has a tag of its own. Throws what the walk finds.
 */
export function applyClearance(act: ClearanceAct, scene: Scene): void {
  const { state, context, ref } = scene;
  const lot = requireLot(act.lot, scene);
  const suspicions = suspect(lot, scene);
  if (suspicions.length === 0) throw new TraceError('STATUS_UNCHANGED', { what: lot.lot, status: 'clear' });
  walk(lot, suspicions, scene);
  const key = keys.clearance(lot.lot);
  // What is no longer stopped need not be remembered: so the record grows no further than the register.
  const active = activeTags(lot, state, context.hash);
  const before = (state.get(key)?.tags ?? []).filter((tag) => active.has(tag));
  const tags = new Set([...before, ...suspicions.map(({ tag }) => tag)]);
  state.put(key, { v: 1, tags: [...tags].sort(), last: ref });
}
