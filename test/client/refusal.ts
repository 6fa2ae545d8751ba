import { TraceError, type Code } from '@suyuan/domain';

/** The code with which something is refused; undefined where it is not. */
export async function refusal(attempt: Promise<unknown>): Promise<Code | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof TraceError) return error.code;
    throw error;
  }
}
