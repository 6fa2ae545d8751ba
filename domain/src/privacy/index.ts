export type { PersonalKind } from './numbers.js';
export { findPersonalData } from './personal-data.js';
