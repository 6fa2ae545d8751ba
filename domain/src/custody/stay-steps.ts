/** Steps that leave goods where they are; `using` and `exporting` may be their end too (end.ts). */
export const STAY_STEPS = [
  'storing',
  'holding',
  'transporting',
  'sensor_reporting',
  'inspecting',
  'market_entry',
  'maintaining',
  'repairing',
  'filling',
  'exporting',
  'importing',
  'using',
] as const;
export type StayStep = (typeof STAY_STEPS)[number];

/** Those of them that may be done to goods on their way, by naming the shipment. */
export const WAY_STEPS = ['transporting', 'sensor_reporting', 'market_entry', 'inspecting'] as const;
export type WayStep = (typeof WAY_STEPS)[number];
