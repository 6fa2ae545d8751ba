import { explain, TraceError, type DocumentResult } from '@suyuan/domain';

/** What went wrong, in sentences for whoever runs the samples; anything else that is thrown is a fault of ours. */
export class SampleFailure extends Error {
  override readonly name = 'SampleFailure';
}

export function describeError(error: unknown): string {
  if (error instanceof TraceError) {
    return `${error.code}: ${explain(error.code, error.facts, 'zh')} / ${explain(error.code, error.facts, 'en')}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The codes of a refused document, each once. */
export function codesOf(result: DocumentResult): readonly string[] {
  return [...new Set((result.errors ?? []).map(({ code }) => code))];
}

export function describeResult(result: DocumentResult): string {
  const errors = result.errors?.map(({ entry, code, message }) => `[${entry ?? '-'}] ${code} ${message}`) ?? [];
  return [result.status, ...errors].join('; ');
}
