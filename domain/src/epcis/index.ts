export { EPCIS_CONTEXT_URI, STANDARD_CONTEXT, readContext, type EpcisContext } from './context.js';
export { checkEventId, eventId, preHash } from './event-id.js';
export * from './document.js';
export * from './event.js';
export { WITHHELD, extension } from './extensions.js';
export * from './read-event.js';
export { formatTime, isDay, parseOffset, parseTime } from './time.js';
export { UNITS } from './units.js';
export {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  DISPOSITION,
  SOURCE_DESTINATION_TYPE,
  readWord,
  wordUri,
  type Vocabulary,
} from './vocabulary.js';
