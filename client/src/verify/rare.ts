/*
 * What few journeys take: steps that leave goods where they are, what is turned round, second signatures, declarations of
 * errors, registered products. A browser fetches it with those that do (views.ts).
 */
export { readProductAct } from '@suyuan/domain';
export { correct } from './correct.js';
export { countersign } from './countersign.js';
export { keep } from './keep.js';
export { sendBack, voidShipment } from './turn-round.js';
