/** A chunk of its own: see explain.ts. */
export { explain } from '@suyuan/domain';
