import { TraceError } from '@suyuan/domain';

/** The code that a call throws, or undefined where it returns; an error without a code fails the test. */
export function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof TraceError) return error.code;
    throw error;
  }
}
