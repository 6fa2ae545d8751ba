export * from './certificate-act.js';
