import type { Action, EventType } from '../epcis/event.js';
import type { Names } from '../state/records.js';

/** How a step is written in EPCIS 2.0: by these an event is known to be that step. */
export interface StepForm {
  readonly names: Names;
  readonly type: EventType;
  /** A transformation has none. */
  readonly action?: Action;
  /** A word of CBV 2.0 §7.1, or, where it has none for it, a URI of ours (CBV 2.0 §7.1.1 allows both). */
  readonly bizStep: string;
  /** Where it tells two steps apart. */
  readonly disposition?: string;
}

const step = (
  zh: string,
  en: string,
  type: EventType,
  action: Action | undefined,
  bizStep: string,
  disposition?: string,
): StepForm => ({
  names: { zh, en },
  type,
  ...(action === undefined ? undefined : { action }),
  bizStep,
  ...(disposition === undefined ? undefined : { disposition }),
});

/** For what CBV has no word. */
const own = (name: string): string => `urn:suyuan:bizstep:${name}`;

/** Every step that a pack may have rules for. Whether the ledger has rules for it is custody's to say. */
export const STEPS = {
  commissioning: step('赋码', 'Commissioning', 'ObjectEvent', 'ADD', 'commissioning'),
  transforming: step('加工转化', 'Transforming', 'TransformationEvent', undefined, 'creating_class_instance'),
  packing: step('包装', 'Packing', 'AggregationEvent', 'ADD', 'packing'),
  unpacking: step('拆包', 'Unpacking', 'AggregationEvent', 'DELETE', 'unpacking'),
  shipping: step('发货', 'Shipping', 'ObjectEvent', 'OBSERVE', 'shipping'),
  receiving: step('收货', 'Receiving', 'ObjectEvent', 'OBSERVE', 'receiving'),
  returning: step('退回', 'Returning', 'ObjectEvent', 'OBSERVE', 'shipping', 'returned'),
  void_shipping: step('撤销发货', 'Voiding a shipment', 'ObjectEvent', 'OBSERVE', 'void_shipping'),
  storing: step('入库储存', 'Storing', 'ObjectEvent', 'OBSERVE', 'storing'),
  holding: step('封存', 'Holding', 'ObjectEvent', 'OBSERVE', 'holding'),
  transporting: step('运输', 'Transporting', 'ObjectEvent', 'OBSERVE', 'transporting'),
  sensor_reporting: step('温湿度上报', 'Sensor report', 'ObjectEvent', 'OBSERVE', 'sensor_reporting'),
  inspecting: step('检验检查', 'Inspecting', 'ObjectEvent', 'OBSERVE', 'inspecting'),
  sampling: step('抽样', 'Sampling', 'ObjectEvent', 'OBSERVE', 'sampling'),
  // Goods at a market's gate have come, and are nobody else's yet: `accepting` would change their owner.
  market_entry: step('入市查验', 'Market entry', 'ObjectEvent', 'OBSERVE', 'arriving'),
  retail_selling: step('零售', 'Retail sale', 'ObjectEvent', 'OBSERVE', 'retail_selling'),
  dispensing: step('调配发药', 'Dispensing', 'ObjectEvent', 'OBSERVE', 'dispensing'),
  using: step('使用', 'Using', 'ObjectEvent', 'OBSERVE', own('using')),
  installing: step('安装', 'Installing', 'AssociationEvent', 'ADD', 'installing'),
  removing: step('拆卸', 'Removing', 'AssociationEvent', 'DELETE', 'removing'),
  implanting: step('植入', 'Implanting', 'AssociationEvent', 'ADD', own('implanting')),
  explanting: step('取出', 'Explanting', 'AssociationEvent', 'DELETE', own('explanting')),
  maintaining: step('维护保养', 'Maintaining', 'ObjectEvent', 'OBSERVE', own('maintaining')),
  repairing: step('维修', 'Repairing', 'ObjectEvent', 'OBSERVE', 'repairing'),
  filling: step('充装', 'Filling', 'ObjectEvent', 'OBSERVE', own('filling')),
  exporting: step('境外输出', 'Exporting', 'ObjectEvent', 'OBSERVE', own('exporting')),
  importing: step('进口放行', 'Import release', 'ObjectEvent', 'OBSERVE', own('importing')),
  decommissioning: step('报损注销', 'Decommissioning', 'ObjectEvent', 'DELETE', 'decommissioning'),
  scrapping: step('报废', 'Scrapping', 'ObjectEvent', 'DELETE', 'decommissioning', 'disposed'),
  destroying: step('销毁', 'Destroying', 'ObjectEvent', 'DELETE', 'destroying'),
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
