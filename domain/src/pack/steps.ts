import type { Action, EventType } from '../epcis/event.js';

/** How a step is written in EPCIS 2.0: by these an event is known to be that step. */
export interface StepForm {
  readonly type: EventType;
  /** A transformation has none. */
  readonly action?: Action;
  /** A word of CBV 2.0 §7.1, or, where it has none for it, a URI of ours (CBV 2.0 §7.1.1 allows both). */
  readonly bizStep: string;
  /** Where it tells two steps apart. */
  readonly disposition?: string;
}

const step = (type: EventType, action: Action | undefined, bizStep: string, disposition?: string): StepForm => ({
  type,
  ...(action === undefined ? undefined : { action }),
  bizStep,
  ...(disposition === undefined ? undefined : { disposition }),
});

/** For what CBV has no word. */
const own = (name: string): string => `urn:suyuan:bizstep:${name}`;

/** Every step that a pack may have rules for. Whether the ledger has rules for it is custody's to say. */
export const STEPS = {
  commissioning: step('ObjectEvent', 'ADD', 'commissioning'),
  transforming: step('TransformationEvent', undefined, 'creating_class_instance'),
  packing: step('AggregationEvent', 'ADD', 'packing'),
  unpacking: step('AggregationEvent', 'DELETE', 'unpacking'),
  shipping: step('ObjectEvent', 'OBSERVE', 'shipping'),
  receiving: step('ObjectEvent', 'OBSERVE', 'receiving'),
  returning: step('ObjectEvent', 'OBSERVE', 'shipping', 'returned'),
  void_shipping: step('ObjectEvent', 'OBSERVE', 'void_shipping'),
  storing: step('ObjectEvent', 'OBSERVE', 'storing'),
  holding: step('ObjectEvent', 'OBSERVE', 'holding'),
  transporting: step('ObjectEvent', 'OBSERVE', 'transporting'),
  sensor_reporting: step('ObjectEvent', 'OBSERVE', 'sensor_reporting'),
  inspecting: step('ObjectEvent', 'OBSERVE', 'inspecting'),
  sampling: step('ObjectEvent', 'OBSERVE', 'sampling'),
  // Goods at a market's gate have come, and are nobody else's yet: `accepting` would change their owner.
  market_entry: step('ObjectEvent', 'OBSERVE', 'arriving'),
  retail_selling: step('ObjectEvent', 'OBSERVE', 'retail_selling'),
  dispensing: step('ObjectEvent', 'OBSERVE', 'dispensing'),
  using: step('ObjectEvent', 'OBSERVE', own('using')),
  installing: step('AssociationEvent', 'ADD', 'installing'),
  removing: step('AssociationEvent', 'DELETE', 'removing'),
  implanting: step('AssociationEvent', 'ADD', own('implanting')),
  explanting: step('AssociationEvent', 'DELETE', own('explanting')),
  maintaining: step('ObjectEvent', 'OBSERVE', own('maintaining')),
  repairing: step('ObjectEvent', 'OBSERVE', 'repairing'),
  filling: step('ObjectEvent', 'OBSERVE', own('filling')),
  exporting: step('ObjectEvent', 'OBSERVE', own('exporting')),
  importing: step('ObjectEvent', 'OBSERVE', own('importing')),
  decommissioning: step('ObjectEvent', 'DELETE', 'decommissioning'),
  scrapping: step('ObjectEvent', 'DELETE', 'decommissioning', 'disposed'),
  destroying: step('ObjectEvent', 'DELETE', 'destroying'),
} as const satisfies Readonly<Record<string, StepForm>>;

export type Step = keyof typeof STEPS;

export const STEP_NAMES = Object.keys(STEPS) as readonly Step[];

const BY_FORM: ReadonlyMap<string, Step> = new Map(
  STEP_NAMES.map((name) => {
    const { type, action, bizStep, disposition }: StepForm = STEPS[name];
    return [`${type} ${action ?? ''} ${bizStep} ${disposition ?? ''}`, name];
  }),
);

/** The step that an event is; undefined where it is none of these. A transformation needs no bizStep to be one. */
export function stepOfEvent(
  type: EventType,
  action: Action | undefined,
  bizStep: string | undefined,
  disposition: string | undefined,
): Step | undefined {
  if (type === 'TransformationEvent') return 'transforming';
  const form = `${type} ${action ?? ''} ${bizStep ?? ''} `;
  return BY_FORM.get(form + (disposition ?? '')) ?? BY_FORM.get(form);
}
