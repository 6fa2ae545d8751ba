export * from './entry-text.js';
export * from './sign-access.js';
export * from './sign-document.js';
