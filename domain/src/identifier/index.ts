export { gs1CheckDigit, hasGs1CheckDigit } from './check-digit.js';
export { creditCodeCheck, isCreditCode, parseCreditCode, type CreditCodeExceptions } from './credit-code.js';
export { isWebUri, parseDigitalLink, toDigitalLink } from './digital-link.js';
export { parseEpcUrn, toEpcUrn } from './epc-urn.js';
export { parseGln, parseGtin, parseLot, parseSerial, parseSscc } from './gs1-code.js';
export { makeIdentifier } from './gs1-key.js';
export * from './identifier.js';
export * from './parse-identifier.js';
export * from './suyuan-urn.js';
