import { TraceError } from '@suyuan/domain';

/** The coded error that a step throws. */
export function errorOf(step: () => unknown): TraceError {
  try {
    step();
  } catch (error) {
    if (error instanceof TraceError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
