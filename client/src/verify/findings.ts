import type { Code, Facts, TraceError } from '@suyuan/domain';
import { CHECKS, type Check, type CheckId, type Detail } from './verdict.js';

/** Findings of one kind beyond this number tell nobody more. */
const MOST = 20;

/** What was looked at and what was found wrong, by check. A check that looked at nothing has not passed. */
export class Findings {
  readonly #counts = new Map<CheckId, number>();
  readonly #details = new Map<CheckId, Detail[]>();
  readonly warnings: Detail[] = [];

  /** One thing was looked at; what `step` throws is what is wrong with it. */
  try<T>(check: CheckId, step: () => T): T | undefined {
    this.count(check);
    try {
      return step();
    } catch (error) {
      this.caught(check, error);
      return undefined;
    }
  }

  count(check: CheckId): void {
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + 1);
  }

  fail(check: CheckId, code: Code, facts: Facts = {}): void {
    const details = this.#details.get(check) ?? [];
    if (details.length < MOST) details.push({ code, facts });
    this.#details.set(check, details);
  }

  /** An answer is anybody's text: where it is not of the form expected, that is a finding and no fault of ours. */
  caught(check: CheckId, error: unknown): void {
    if (isCoded(error)) this.fail(check, error.code, error.facts);
    else this.fail(check, 'EVIDENCE_INVALID', { what: error instanceof Error ? error.message : String(error) });
  }

  warn(code: Code, facts: Facts): void {
    this.warnings.push({ code, facts });
  }

  checks(): Check[] {
    return CHECKS.map((id) => {
      const [count, details] = [this.#counts.get(id) ?? 0, this.#details.get(id) ?? []];
      return { id, ok: count > 0 && details.length === 0, count, details };
    });
  }
}

/** By its name: scripts that are fetched later may come with a class of their own (in Node, where the others were required). */
function isCoded(error: unknown): error is TraceError {
  return error instanceof Error && error.name === 'TraceError';
}
