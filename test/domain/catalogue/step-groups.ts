import type { Role, Step } from '@suyuan/domain';

/* Steps of which custody asks the same (docs/custody.md). */

export const ATTACH: readonly Step[] = ['installing', 'implanting'];
export const DETACH: readonly Step[] = ['removing', 'explanting'];
export const OUT: readonly Step[] = ['decommissioning', 'scrapping', 'destroying'];
export const GATES: readonly Step[] = ['market_entry', 'importing', 'exporting', 'filling', 'using'];

/** Who may do what to goods that another has. */
export const SERVANTS: Readonly<Partial<Record<Step, readonly Role[]>>> = {
  storing: ['warehouse'],
  holding: ['inspector', 'regulator', 'customs'],
  sensor_reporting: ['warehouse', 'carrier'],
  inspecting: ['laboratory', 'inspector', 'customs', 'regulator', 'market'],
  market_entry: ['market'],
  maintaining: ['maintainer', 'installer', 'repairer'],
  repairing: ['maintainer', 'installer', 'repairer'],
  installing: ['installer', 'maintainer'],
  removing: ['installer', 'maintainer'],
};
