export * from './answers.js';
export * from './categories.js';
export * from './quotas.js';
export * from './stock.js';
