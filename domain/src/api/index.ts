export * from './answers.js';
export * from './categories.js';
