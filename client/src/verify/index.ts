export * from './verdict.js';
export * from './verify-item.js';
export { verifySignature, verifyWithNoble, verifyWithSubtle, type VerifySignature } from '../keys/verify-signature.js';
export * from './verify-container.js';
