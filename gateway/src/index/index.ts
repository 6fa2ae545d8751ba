export * from './apply-block.js';
export * from './cursor.js';
export * from './follower.js';
export * from './index-store.js';
export * from './index-view.js';
export { PLACE, type Direction } from './layout.js';
export * from './rebuild-index.js';
export { Stock } from './stock.js';
