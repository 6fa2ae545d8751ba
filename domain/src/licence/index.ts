export * from './accreditation.js';
export * from './licence-act.js';
export * from './validity.js';
