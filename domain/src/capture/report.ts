import type { Code } from '../error/codes.js';
import type { Facts } from '../error/trace-error.js';

/** What the contract's `check` answers about documents, each judged as if those before it that pass were captured. */
export interface CheckReport {
  readonly v: 1;
  readonly documents: readonly CheckedDocument[];
}

/** No errors: acceptable. An error without an entry is about the document as a whole. */
export interface CheckedDocument {
  /** Absent where not even the JWS could be read. */
  readonly id?: string;
  readonly errors: readonly CheckError[];
}

export interface CheckError {
  readonly entry?: number;
  readonly code: Code;
  readonly facts: Facts;
}

/** The message of the error by which `capture` refuses: short, for a long one hangs a connection (docs/network.md). */
export interface CaptureRefusal {
  readonly code: 'REFUSED';
  /** How many documents were refused; `refused` may name fewer. */
  readonly count: number;
  readonly refused: readonly (readonly [document: number, entry: number | null, code: Code])[];
}

/** Bytes of a refusal's JSON at most. */
export const REFUSAL_BYTES = 2000;
