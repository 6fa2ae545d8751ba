export { requireAlike } from './contents.js';
export { contentsKey, takenKey, unitSetKey } from './entry-keys.js';
export { goodsOf } from './hand-over.js';
export { opensAll } from './opens-all.js';
export { countOf, eachOf, indexIn } from './serials.js';
export { isTaken } from './taken.js';
export { Track } from './track.js';
export * from './unit-name.js';
