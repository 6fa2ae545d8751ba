export * from './json.js';
export * from './parse.js';
export * from './shape.js';
export * from './stringify.js';
